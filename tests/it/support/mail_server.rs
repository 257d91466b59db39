//! A real mail server, Exim, with a certificate of a private authority, where `DIALOGA_TEST_SMTP_SERVER` names its program
//! (`tests/all` installs it).
//!
//! It runs as nobody in particular, and one process for each connection, as under inetd: nothing is left when a test ends.

use std::fs;
use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::mailbox::{Mail, read};

/// Names the program.
pub const MAIL_SERVER_VARIABLE: &str = "DIALOGA_TEST_SMTP_SERVER";

/// Who may send, and under which address.
const USER: &str = "sportello";
const SENDER: &str = "dialoga@provincia.milano.example";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The server; it goes away with the test.
pub struct MailServer {
    folder: PathBuf,
    starttls: SocketAddr,
    implicit: SocketAddr,
    processes: Arc<AtomicUsize>,
}

impl MailServer {
    /// Accepts the password `giusta` and shows a certificate of [`MailServer::authority`]. `None` when no program is named.
    pub fn start() -> Option<Self> {
        let program = std::env::var_os(MAIL_SERVER_VARIABLE)?;
        let count = COUNT.fetch_add(1, Ordering::SeqCst);
        let folder = std::env::temp_dir().join(format!("dialoga_mail_{}_{count}", std::process::id()));
        fs::create_dir_all(folder.join("mail")).unwrap();
        for authority in ["ours", "theirs"] {
            make_certificates(&folder, authority);
        }
        let root = printed("id", "-u") == "0";
        let (user, group) = if root {
            ("nobody".to_owned(), "nogroup".to_owned())
        } else {
            (printed("id", "-un"), printed("id", "-gn"))
        };
        fs::write(folder.join("who"), format!("exim_user = {user}\nexim_group = {group}\n")).unwrap();
        let processes = Arc::new(AtomicUsize::new(0));
        let listen = |arguments: &[&str]| {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let address = listener.local_addr().unwrap();
            let mut command = Command::new(if root { "setpriv".as_ref() } else { program.as_os_str() });
            if root {
                command.args(["--reuid", &user, "--regid", &group, "--clear-groups"]).arg(&program);
            }
            command.arg("-C").arg(folder.join("exim.conf")).args(["-bs", "-odi"]).args(arguments);
            let processes = Arc::clone(&processes);
            thread::spawn(move || serve(&listener, command, &processes));
            address
        };
        let server =
            Self { starttls: listen(&[]), implicit: listen(&["-tls-on-connect"]), folder, processes };
        server.show_certificate_of("ours");
        server.accept("giusta");
        if root {
            let all =
                Command::new("chown").arg("-R").arg(format!("{user}:{group}")).arg(&server.folder).status();
            assert!(all.unwrap().success());
        }
        Some(server)
    }

    /// `smtp://…` or `smtps://…`, under the name that the certificate is for.
    pub fn url(&self, scheme: &str, password: &str) -> String {
        self.url_at(scheme, "localhost", password)
    }

    /// The same under another name.
    pub fn url_at(&self, scheme: &str, host: &str, password: &str) -> String {
        let port = if scheme == "smtps" { self.implicit.port() } else { self.starttls.port() };
        format!("{scheme}://{USER}:{password}@{host}:{port}")
    }

    /// The file that holds the authority's own certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.join("ours.ca.pem")
    }

    /// From now on it shows a certificate that `ours` or `theirs` gave.
    pub fn show_certificate_of(&self, authority: &str) {
        for part in ["pem", "key"] {
            fs::copy(
                self.folder.join(format!("{authority}.{part}")),
                self.folder.join(format!("server.{part}")),
            )
            .unwrap();
        }
    }

    /// From now on this is the password.
    pub fn accept(&self, password: &str) {
        let folder = self.folder.display().to_string();
        let text = CONFIGURATION
            .replace("FOLDER", &folder)
            .replace("SENDER", SENDER)
            .replace("USER", USER)
            .replace("PASSWORD", password);
        fs::write(self.folder.join("exim.conf"), text).unwrap();
    }

    /// What arrived.
    pub fn mails(&self) -> Vec<Mail> {
        let Ok(entries) = fs::read_dir(self.folder.join("mail/new")) else { return Vec::new() };
        // Files have the system's ends of lines, mails their own.
        let text = |entry: io::Result<fs::DirEntry>| fs::read_to_string(entry.unwrap().path()).unwrap();
        entries.map(|entry| read(text(entry).replace('\n', "\r\n").as_bytes())).collect()
    }

    /// The same once there are so many: the server delivers after it has said that it will.
    pub fn await_mails(&self, count: usize) -> Vec<Mail> {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            let mails = self.mails();
            if mails.len() >= count || Instant::now() > until {
                assert_eq!(mails.len(), count, "{}", self.log());
                return mails;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What the server noted of what it was asked.
    pub fn log(&self) -> String {
        ["mainlog", "rejectlog"]
            .map(|name| fs::read_to_string(self.folder.join(name)).unwrap_or_default())
            .concat()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        // Each process writes its log to the last, and would make the folder again for it.
        let until = Instant::now() + Duration::from_secs(10);
        while self.processes.load(Ordering::SeqCst) > 0 && Instant::now() < until {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

const CONFIGURATION: &str = "\
.include FOLDER/who
primary_hostname = localhost
spool_directory = FOLDER/spool
log_file_path = FOLDER/%slog
keep_environment =
host_lookup =
deliver_drop_privilege
untrusted_set_sender = *
local_from_check = false
tls_advertise_hosts = *
tls_certificate = FOLDER/server.pem
tls_privatekey = FOLDER/server.key
auth_advertise_hosts = ${if def:tls_in_cipher{*}}
acl_smtp_rcpt = recipient

begin acl
recipient:
  require authenticated = *
  require message = <$sender_address>: Sender address rejected: not owned by user USER
          senders = SENDER
  accept

begin routers
everybody:
  driver = accept
  transport = folder

begin transports
folder:
  driver = appendfile
  directory = FOLDER/mail
  maildir_format

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if and{{eq{$auth2}{USER}}{eq{$auth3}{PASSWORD}}}}
  server_set_id = $auth2
";

/// An authority, and a certificate of it for `localhost`.
pub fn make_certificates(folder: &Path, authority: &str) {
    let file = |ending: &str| folder.join(format!("{authority}.{ending}")).display().to_string();
    let new = |arguments: &[&str]| {
        let common = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30";
        let output = Command::new("openssl").args(common.split(' ')).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let (authority, key) = (file("ca.pem"), file("ca.key"));
    new(&["-subj", "/CN=An authority of the office", "-keyout", &key, "-out", &authority]);
    let names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    let of = ["-addext", "basicConstraints=critical,CA:FALSE", "-CA", &authority, "-CAkey", &key];
    new(&[&names[..], &of, &["-keyout", &file("key"), "-out", &file("pem")]].concat());
}

pub fn printed(program: &str, argument: &str) -> String {
    let output = Command::new(program).arg(argument).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A process for each connection. It is given one end of a pair of local sockets: of a connection from elsewhere it would
/// want to be told by an administrator.
fn serve(listener: &TcpListener, mut command: Command, processes: &Arc<AtomicUsize>) {
    for outer in listener.incoming().flatten() {
        let (inner, theirs) = UnixStream::pair().unwrap();
        let theirs = || Stdio::from(OwnedFd::from(theirs.try_clone().unwrap()));
        let mut child = command.stdin(theirs()).stdout(theirs()).stderr(Stdio::null()).spawn().unwrap();
        processes.fetch_add(1, Ordering::SeqCst);
        let processes = Arc::clone(processes);
        // The command keeps what it was given until it is given something else.
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let (mut from_outer, mut from_inner) = (outer.try_clone().unwrap(), inner.try_clone().unwrap());
        let (mut to_outer, mut to_inner) = (outer, inner);
        thread::spawn(move || {
            let _ = io::copy(&mut from_outer, &mut to_inner);
            to_inner.shutdown(Shutdown::Write)
        });
        thread::spawn(move || {
            let _ = io::copy(&mut from_inner, &mut to_outer);
            let _ = TcpStream::shutdown(&to_outer, Shutdown::Both);
            let _ = child.wait();
            processes.fetch_sub(1, Ordering::SeqCst)
        });
    }
}
