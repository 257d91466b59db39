//! HTML as mail programs write it: to safe HTML, and to text.
//!
//! html5ever, which the allow-list of ammonia stands on, needs time in the square of open elements and of attributes, and the
//! crates that turn HTML into text (html2text) stand on it too and lay tables out in columns. Mail is written by strangers, so
//! it is first read here by a tokenizer that goes once through the bytes: the text is made of its tokens, and what goes on to
//! ammonia is balanced, bounded in depth and number of elements, and knows few attributes. Safety rests on ammonia alone.
mod framed;
mod plain;
mod safe;
mod tokens;

pub use framed::in_frame;
pub(super) use plain::to_text;
pub(super) use safe::{escaped, to_safe};
