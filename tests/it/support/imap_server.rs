//! A real server of mailboxes, Dovecot, with a certificate of a private authority, where `DIALOGA_TEST_IMAP_SERVER` names its
//! program (`tests/all` installs it). It runs as nobody in particular, and ends with the test.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::mail_server::{make_certificates, printed};

/// Names the program.
pub const IMAP_SERVER_VARIABLE: &str = "DIALOGA_TEST_IMAP_SERVER";

/// Whose mailbox it is.
pub const USER: &str = "sportello";

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The server; it goes away with the test.
pub struct ImapServer {
    folder: PathBuf,
    starttls: u16,
    implicit: u16,
    child: Option<Child>,
    owner: String,
}

impl ImapServer {
    /// Accepts the password `giusta`. `None` when no program is named.
    pub fn start() -> Option<Self> {
        std::env::var_os(IMAP_SERVER_VARIABLE)?;
        let count = COUNT.fetch_add(1, Ordering::SeqCst);
        // Paths of its sockets must be short.
        let folder = PathBuf::from(format!("/tmp/dialoga_imap_{}_{count}", std::process::id()));
        for inner in ["run", "state", "home", "mail/cur", "mail/new", "mail/tmp"] {
            fs::create_dir_all(folder.join(inner)).unwrap();
        }
        make_certificates(&folder, "ours");
        let (user, group) = if is_root() {
            ("nobody".to_owned(), "nogroup".to_owned())
        } else {
            (printed("id", &["-un"]), printed("id", &["-gn"]))
        };
        let [starttls, implicit] = free_ports();
        let text = CONFIGURATION
            .replace("FOLDER", &folder.display().to_string())
            .replace("USER", &user)
            .replace("GROUP", &group)
            .replace("STARTTLS", &starttls.to_string())
            .replace("IMPLICIT", &implicit.to_string());
        fs::write(folder.join("dovecot.conf"), text).unwrap();
        let mut server = Self { folder, starttls, implicit, child: None, owner: format!("{user}:{group}") };
        server.accept("giusta");
        server.run();
        Some(server)
    }

    /// Lets it run again.
    pub fn run(&mut self) {
        let program = std::env::var_os(IMAP_SERVER_VARIABLE).unwrap();
        self.own_everything();
        let mut command = Command::new(if is_root() { "setpriv".as_ref() } else { program.as_os_str() });
        if is_root() {
            let (user, group) = self.owner.split_once(':').unwrap();
            command.args(["--reuid", user, "--regid", group, "--clear-groups"]).arg(&program);
        }
        command.arg("-F").arg("-c").arg(self.folder.join("dovecot.conf"));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.child = Some(command.spawn().unwrap());
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.implicit)).is_err() {
            assert!(Instant::now() < until, "{}", self.log());
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Nothing answers any more.
    pub fn stop(&mut self) {
        let Some(mut child) = self.child.take() else { return };
        let stopped = Command::new("kill").arg("-TERM").arg(child.id().to_string()).status();
        assert!(stopped.unwrap().success());
        let _ = child.wait();
    }

    /// `imap://…` or `imaps://…`, under the name that the certificate is for.
    pub fn url(&self, scheme: &str, password: &str) -> String {
        self.url_at(scheme, "localhost", password)
    }

    /// The same under another name.
    pub fn url_at(&self, scheme: &str, host: &str, password: &str) -> String {
        let port = if scheme == "imaps" { self.implicit } else { self.starttls };
        format!("{scheme}://{USER}:{password}@{host}:{port}")
    }

    /// The file that holds the authority's own certificate.
    pub fn authority(&self) -> PathBuf {
        self.folder.join("ours.ca.pem")
    }

    /// From now on this is the password.
    pub fn accept(&self, password: &str) {
        fs::write(self.folder.join("users"), format!("{USER}:{{PLAIN}}{password}::::::\n")).unwrap();
        self.own_everything();
    }

    /// A mail comes to a folder, that of the user or `.Altra` below it, with these flags (`S` = read).
    pub fn deliver(&self, folder: &str, name: &str, flags: &str, raw: &[u8]) {
        let folder = self.folder.join("mail").join(folder);
        for inner in ["cur", "new", "tmp"] {
            fs::create_dir_all(folder.join(inner)).unwrap();
        }
        let (within, name) = match flags {
            "" => ("new", name.to_owned()),
            flags => ("cur", format!("{name}:2,{flags}")),
        };
        let draft = folder.join("tmp").join(&name);
        fs::write(&draft, raw).unwrap();
        self.own_everything();
        fs::rename(draft, folder.join(within).join(name)).unwrap();
    }

    /// Says that a mail, which nobody has looked at yet, came on this day.
    pub fn date(&self, name: &str, day: &str) {
        let file = self.folder.join("mail/new").join(name);
        assert!(Command::new("touch").arg("-d").arg(day).arg(file).status().unwrap().success());
    }

    /// Names and flags of what lies in the mailbox, in order.
    pub fn files(&self) -> Vec<String> {
        let read = |within: &str| {
            let entries = fs::read_dir(self.folder.join("mail").join(within)).unwrap();
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        let mut files = [read("new"), read("cur")].concat();
        files.sort();
        files
    }

    /// Forgets the numbers of its messages: they get others.
    pub fn forget_numbers(&mut self) {
        self.stop();
        for entry in fs::read_dir(self.folder.join("mail")).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with("dovecot") {
                fs::remove_file(path).unwrap();
            }
        }
        // They are made of the time in seconds.
        thread::sleep(Duration::from_millis(1100));
        self.run();
    }

    /// Where a mail server asks whether a password is right.
    pub fn who_may_send(&self) -> PathBuf {
        self.folder.join("who-may-send")
    }

    /// What the server noted.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    fn own_everything(&self) {
        if is_root() {
            // A server at work makes files and takes them away meanwhile.
            let owned = (0..10).any(|_| {
                let all = Command::new("chown").arg("-R").arg(&self.owner).arg(&self.folder).status();
                all.unwrap().success()
            });
            assert!(owned, "{} is not given away", self.folder.display());
        }
    }
}

impl Drop for ImapServer {
    fn drop(&mut self) {
        self.stop();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

pub fn is_root() -> bool {
    printed("id", &["-u"]) == "0"
}

pub fn free_ports<const N: usize>() -> [u16; N] {
    let listeners = [(); N].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
    listeners.map(|listener| listener.local_addr().unwrap().port())
}

const CONFIGURATION: &str = "\
base_dir = FOLDER/run
state_dir = FOLDER/state
log_path = FOLDER/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <FOLDER/ours.pem
ssl_key = <FOLDER/ours.key
default_internal_user = USER
default_internal_group = GROUP
default_login_user = USER
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:FOLDER/mail
auth_mechanisms = plain
disable_plaintext_auth = yes
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = FOLDER/users
}
userdb {
  driver = static
  args = uid=USER gid=GROUP home=FOLDER/home
}
service imap-login {
  chroot =
  inet_listener imap {
    port = STARTTLS
  }
  inet_listener imaps {
    port = IMPLICIT
    ssl = yes
  }
}
service auth {
  unix_listener FOLDER/who-may-send {
    mode = 0666
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
";
