//! What the tests share: a desk of their own, browsers that visit it, its mail, and the people of the story.
pub mod browser;
pub mod cast;
pub mod databases;
pub mod desk;
pub mod form;
pub mod imap_peer;
pub mod imap_server;
pub mod incoming;
pub mod mail_server;
pub mod mailbox;
pub mod people;
pub mod program;
pub mod rows;
pub mod smtp_peer;
pub mod statements;

/// Does the same with each of these at the same moment, each in a thread of its own, and gathers what comes of it.
pub fn at_once<I: Send, T: Send>(each: impl IntoIterator<Item = I>, work: impl Fn(I) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = each.into_iter().map(|one| scope.spawn(move || work(one))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Makes two tests of each function: `name::sqlite` and `name::postgres`. Each is given a desk of its own, or what else it
/// asks for: a [`TestDb`](databases::TestDb), a [`Place`](databases::Place), or only the [`Kind`](databases::Kind).
///
/// Without a PostgreSQL server the second does nothing, and `cargo test` says how many did nothing; `tests/all` always has
/// one.
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* fn $name:ident($given:ident: &$what:ident) $body:block)+) => {$(
        $(#[$meta])*
        fn $name($given: &$crate::support::given!($what)) $body

        mod $name {
            use $crate::support::databases::{Given, Kind};

            #[test]
            fn sqlite() {
                super::$name(&<$crate::support::given!($what)>::on(Kind::Sqlite).unwrap());
            }

            #[test]
            fn postgres() {
                if let Some(given) = <$crate::support::given!($what)>::on(Kind::Postgres) {
                    super::$name(&given);
                }
            }
        }
    )+};
}
pub(crate) use on_both_databases;

/// The same for what can be tried on PostgreSQL only: several nodes, or its likeness to the other.
macro_rules! on_postgres {
    ($($(#[$meta:meta])* fn $name:ident($given:ident: &$what:ident) $body:block)+) => {$(
        $(#[$meta])*
        fn $name($given: &$crate::support::given!($what)) $body

        mod $name {
            use $crate::support::databases::{Given, Kind};

            #[test]
            fn postgres() {
                if let Some(given) = <$crate::support::given!($what)>::on(Kind::Postgres) {
                    super::$name(&given);
                }
            }
        }
    )+};
}
pub(crate) use on_postgres;

macro_rules! given {
    (Desk) => {
        $crate::support::desk::Desk
    };
    (TestDb) => {
        $crate::support::databases::TestDb
    };
    (Place) => {
        $crate::support::databases::Place
    };
    (Kind) => {
        $crate::support::databases::Kind
    };
}
pub(crate) use given;
