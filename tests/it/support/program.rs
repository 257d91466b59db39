//! The program in a process of its own.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::databases::Place;

/// The program in the folder of a place, over its database.
pub fn dialoga(place: &Place, arguments: &[&str]) -> Command {
    let mut command = in_place(Command::new(env!("CARGO_BIN_EXE_dialoga")), place);
    command.args(arguments);
    command
}

fn in_place(mut command: Command, place: &Place) -> Command {
    command
        .current_dir(&place.folder)
        .env("DIALOGA__DATABASE__URL", &place.url)
        .env("DIALOGA__STORAGE__DIR", &place.folder)
        .env("DIALOGA__MAIL__FILE_DIR", place.folder.join("mail"));
    command
}

pub fn run(place: &Place, arguments: &[&str]) -> Output {
    dialoga(place, arguments).output().unwrap()
}

/// All that it wrote.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A desk in a process of its own.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Process {
    /// Starts it and waits until it is ready.
    pub fn start(place: &Place) -> Self {
        Self::start_with(place, &[])
    }

    /// The same with settings such as `("DIALOGA__SLA__HOURS", "24")`.
    pub fn start_with(place: &Place, settings: &[(&str, &str)]) -> Self {
        Self::start_by(Command::new(env!("CARGO_BIN_EXE_dialoga")), place, settings)
    }

    /// The same, where another command calls the program.
    pub fn start_by(command: Command, place: &Place, settings: &[(&str, &str)]) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let child = in_place(command, place)
            .env("DIALOGA__SERVER__BIND", address.to_string())
            .envs(settings.iter().copied())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let this = Self { child, address };
        let until = Instant::now() + Duration::from_secs(20);
        while !this.ask("GET /readyz HTTP/1.0\r\n\r\n").starts_with("HTTP/1.0 200") {
            assert!(Instant::now() < until, "the desk does not open");
            std::thread::sleep(Duration::from_millis(50));
        }
        this
    }

    /// The answer to a request as it goes over the wire.
    pub fn ask(&self, request: &str) -> String {
        let mut answer = String::new();
        if let Ok(mut stream) = TcpStream::connect(self.address) {
            stream.write_all(request.as_bytes()).unwrap();
            let _ = stream.read_to_string(&mut answer);
        }
        answer
    }

    pub fn signal(&self, name: &str) {
        let sent =
            Command::new("kill").arg(format!("-{name}")).arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
    }

    /// Waits for its end; the exit code.
    pub fn wait(mut self, most: Duration) -> Option<i32> {
        let until = Instant::now() + most;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < until, "the desk does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
