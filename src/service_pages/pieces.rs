//! Long files made piece by piece while they are read, so that none is ever whole in memory.
//!
//! Each piece is read from the database by itself: between two of them another visitor's request may be served, and nothing is
//! held while a slow reader takes its time.

use actix_web::web::Data;
use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;

use crate::app::App;
use crate::kernel::ids::EntryId;
use crate::platform::db::{Conn, DbError, DbResult};

/// A piece, and the entry it ends with; no entry when it is the last.
pub type Piece = (String, Option<EntryId>);

/// A file that begins with `head` and goes on with what `next` makes from above each entry on, until it says that there is no more.
pub fn file(
    app: Data<App>,
    head: String,
    next: impl Fn(&mut Conn, EntryId) -> DbResult<Piece> + Clone + Send + 'static,
) -> impl Stream<Item = Result<Bytes, DbError>> {
    try_unfold((Some(head), Some(EntryId(0))), move |(head, after)| {
        let (app, next) = (app.clone(), next.clone());
        async move {
            if let Some(head) = head.filter(|head| !head.is_empty()) {
                return Ok(Some((Bytes::from(head), (None, after))));
            }
            let Some(after) = after else { return Ok(None) };
            let (text, last) = app.db.read(move |conn| next(conn, after)).await?;
            Ok(Some((Bytes::from(text), (None, last))))
        }
    })
}
