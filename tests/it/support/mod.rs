//! What the tests share: a desk of their own, browsers that visit it, its mail, and the people of the story.
pub mod browser;
pub mod cast;
pub mod databases;
pub mod desk;
pub mod form;
pub mod mailbox;
pub mod people;
pub mod rows;
pub mod smtp_peer;

/// Does the same with each of these at the same moment, each in a thread of its own, and gathers what comes of it.
pub fn at_once<I: Send, T: Send>(each: impl IntoIterator<Item = I>, work: impl Fn(I) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let threads: Vec<_> = each.into_iter().map(|one| scope.spawn(move || work(one))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

/// Makes two tests of each function: `name::sqlite` and `name::postgres`. Each receives a desk of its own.
///
/// Without a PostgreSQL server the second does nothing; `tests/all` always has one.
macro_rules! on_both_databases {
    ($($(#[$meta:meta])* fn $name:ident($desk:ident: &Desk) $body:block)+) => {$(
        $(#[$meta])*
        fn $name($desk: &$crate::support::desk::Desk) $body

        mod $name {
            use $crate::support::databases::Kind;
            use $crate::support::desk::Desk;

            #[test]
            fn sqlite() {
                super::$name(&Desk::open(Kind::Sqlite).unwrap());
            }

            #[test]
            fn postgres() {
                if let Some(desk) = Desk::open(Kind::Postgres) {
                    super::$name(&desk);
                }
            }
        }
    )+};
}
pub(crate) use on_both_databases;
