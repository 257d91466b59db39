//! A real mail server: Postfix, which asks Dovecot who may send, with a certificate of a private authority, where
//! `DIALOGA_TEST_SMTP_SERVER` names the folder that holds `usr/lib/postfix` (`tests/all` unpacks it).
//!
//! Its parent process must be root's, who else runs the tests must be able to use `sudo` without a password. The rest belongs
//! to nobody in particular, and ends with the test.

use std::fmt::Write;
use std::fs;
use std::io;
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use lettre::address::Envelope;
use lettre::{SmtpTransport, Transport};

use super::imap_server::{self, ImapServer, free_ports, is_root};
use super::mailbox::{Mail, read};

/// Names the folder.
pub const MAIL_SERVER_VARIABLE: &str = "DIALOGA_TEST_SMTP_SERVER";

/// Under which address the user of [`imap_server::USER`] may send.
const SENDER: &str = "dialoga@provincia.milano.example";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// What a mail server does with the mails for an address of ours.
pub struct Way {
    /// Of `main.cf`: a line of `transport_maps`, such as `lmtp:inet:127.0.0.1:2424`.
    pub transport: String,
    /// Of `master.cf`, for a transport of our own.
    pub service: String,
}

/// The server; it goes away with the test.
pub struct MailServer {
    folder: PathBuf,
    starttls: u16,
    implicit: u16,
    public: u16,
    /// Knows the password.
    users: ImapServer,
    master: Child,
}

impl MailServer {
    /// Accepts the password `giusta`, shows a certificate of [`MailServer::authority`], and keeps every mail. `None` when no
    /// program is named.
    pub fn start() -> Option<Self> {
        Self::start_with(&[])
    }

    /// The same, but what is for these addresses goes another way. It takes that from anybody.
    pub fn start_with(ways: &[(&str, Way)]) -> Option<Self> {
        let root = PathBuf::from(std::env::var_os(MAIL_SERVER_VARIABLE)?);
        let users = ImapServer::start()?;
        let count = COUNT.fetch_add(1, Ordering::SeqCst);
        // Paths of its sockets must be short.
        let folder = PathBuf::from(format!("/tmp/dialoga_smtp_{}_{count}", std::process::id()));
        for inner in ["conf", "data", "mail/new", "mail/cur", "mail/tmp"] {
            fs::create_dir_all(folder.join(inner)).unwrap();
        }
        for authority in ["ours", "theirs"] {
            make_certificates(&folder, authority);
        }
        show_certificate_of(&folder, "ours");
        let [starttls, implicit, public] = free_ports();
        write_configuration(&root, &folder, users.who_may_send().display(), ways);
        let services = SERVICES
            .replace("STARTTLS", &starttls.to_string())
            .replace("IMPLICIT", &implicit.to_string())
            .replace("PUBLIC", &public.to_string());
        let own: String = ways.iter().map(|(_, way)| format!("{}\n", way.service)).collect();
        fs::write(folder.join("conf/master.cf"), services + &own).unwrap();
        make_queue(&folder);
        let mut command = as_root(&root.join("usr/lib/postfix/sbin/master"), &root);
        command.arg("-c").arg(folder.join("conf")).arg("-d");
        // It ends its own processes as one group.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let server = Self { folder, starttls, implicit, public, users, master: command.spawn().unwrap() };
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", server.public)).is_err() {
            assert!(Instant::now() < until, "{}", server.log());
            thread::sleep(Duration::from_millis(20));
        }
        Some(server)
    }

    /// `smtp://…` or `smtps://…`, under the name that the certificate is for.
    pub fn url(&self, scheme: &str, password: &str) -> String {
        self.url_at(scheme, "localhost", password)
    }

    /// The same under another name.
    pub fn url_at(&self, scheme: &str, host: &str, password: &str) -> String {
        let port = if scheme == "smtps" { self.implicit } else { self.starttls };
        format!("{scheme}://{}:{password}@{host}:{port}", imap_server::USER)
    }

    /// The file that holds the authority's own certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.join("ours.ca.pem")
    }

    /// From now on it shows a certificate that `ours` or `theirs` gave.
    pub fn show_certificate_of(&self, authority: &str) {
        show_certificate_of(&self.folder, authority);
    }

    /// From now on this is the password.
    pub fn accept(&self, password: &str) {
        self.users.accept(password);
    }

    /// Somebody in the world sends a mail; whether the server took it.
    pub fn take(&self, from: &str, to: &str, raw: &[u8]) -> bool {
        let envelope = Envelope::new(Some(from.parse().unwrap()), vec![to.parse().unwrap()]).unwrap();
        let client = SmtpTransport::builder_dangerous("localhost").port(self.public).build();
        client.send_raw(&envelope, raw).is_ok()
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
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = as_root("kill".as_ref(), Path::new("/")).arg(self.master.id().to_string()).status();
        let _ = self.master.wait();
        let _ = as_root("rm".as_ref(), Path::new("/")).arg("-rf").arg(&self.folder).status();
    }
}

/// A program of the mail server, or of the system, with the rights of root.
fn as_root(program: &Path, root: &Path) -> Command {
    let libraries = format!("LD_LIBRARY_PATH={}", root.join("usr/lib/postfix").display());
    let mut command = Command::new(if is_root() { "env" } else { "sudo" });
    if !is_root() {
        command.args(["-n", "env"]);
    }
    command.arg(libraries).arg(program);
    command
}

/// Whom the mails and the programs that they are given to belong to: never to root.
pub fn reader() -> String {
    if is_root() { "daemon".to_owned() } else { printed("id", &["-un"]) }
}

fn show_certificate_of(folder: &Path, authority: &str) {
    for part in ["pem", "key"] {
        fs::copy(folder.join(format!("{authority}.{part}")), folder.join(format!("server.{part}"))).unwrap();
    }
}

fn write_configuration(root: &Path, folder: &Path, users: impl std::fmt::Display, ways: &[(&str, Way)]) {
    let mut text = CONFIGURATION
        .replace("ROOT", &root.display().to_string())
        .replace("FOLDER", &folder.display().to_string())
        .replace("USERS", &users.to_string())
        .replace("SENDER", SENDER)
        .replace("USER", imap_server::USER)
        .replace("READER", &reader())
        .replace("UID", &printed("id", &["-u", &reader()]))
        .replace("GID", &printed("id", &["-g", &reader()]));
    if !ways.is_empty() {
        text += "transport_maps = inline:{";
        for (address, way) in ways {
            write!(text, " {{{address}={}}}", way.transport).unwrap();
        }
        text += " }\n";
    }
    fs::write(folder.join("conf/main.cf"), text).unwrap();
}

/// What the office's packages make when they are installed.
fn make_queue(folder: &Path) {
    let run = |program: &str, arguments: &[&str], paths: &[PathBuf]| {
        let mut command = as_root(program.as_ref(), Path::new("/"));
        assert!(command.args(arguments).args(paths).status().unwrap().success());
    };
    let within = |names: &str| -> Vec<PathBuf> {
        names.split(' ').map(|name| folder.join("queue").join(name)).collect()
    };
    let private = within("active bounce corrupt defer deferred flush hold incoming private trace saved");
    let public = within("maildrop public");
    for inner in private.iter().chain(&public).chain(&within("pid")) {
        fs::create_dir_all(inner).unwrap();
    }
    run("chown", &["-R", &reader()], &[folder.join("mail")]);
    run("chown", &["nobody"], &[private.clone(), vec![folder.join("data")]].concat());
    run("chmod", &["700"], &private);
    run("chown", &["nobody:games"], &public);
    run("chmod", &["730"], &public);
    run("chown", &["root"], &[folder.join("queue"), folder.join("queue/pid"), folder.join("conf")]);
}

const CONFIGURATION: &str = "\
compatibility_level = 3.6
command_directory = ROOT/usr/sbin
daemon_directory = ROOT/usr/lib/postfix/sbin
shlib_directory = ROOT/usr/lib/postfix
meta_directory = FOLDER/conf
queue_directory = FOLDER/queue
data_directory = FOLDER/data
mail_owner = nobody
default_privs = READER
setgid_group = games
import_environment = MAIL_CONFIG LD_LIBRARY_PATH TZ
maillog_file = FOLDER/log
maillog_file_prefixes = FOLDER
myhostname = localhost
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:mail/
virtual_mailbox_base = FOLDER
virtual_uid_maps = static:UID
virtual_gid_maps = static:GID
virtual_minimum_uid = 1
smtpd_tls_cert_file = FOLDER/server.pem
smtpd_tls_key_file = FOLDER/server.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_received_header = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = USERS
smtpd_sender_login_maps = inline:{ {SENDER=USER} }
smtpd_error_sleep_time = 0
max_use = 1
";

/// Whoever sends for others signs in; the world may only send to us.
const SERVICES: &str = "\
127.0.0.1:STARTTLS inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_tls_security_level=encrypt -o { smtpd_relay_restrictions = reject_sender_login_mismatch, permit_sasl_authenticated, reject }
127.0.0.1:IMPLICIT inet n - n - - smtpd -o smtpd_sasl_auth_enable=yes -o smtpd_tls_wrappermode=yes -o { smtpd_relay_restrictions = reject_sender_login_mismatch, permit_sasl_authenticated, reject }
127.0.0.1:PUBLIC inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
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

pub fn printed(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}
