//! Links in mails to one file of a question: `/segui/file/{token}`.
//!
//! Such a link says what a link to the question says (see [`follow`](super::follow)), the file, and until when it is good. It
//! opens this file and nothing else, and whatever ends the links of the question or of the account ends it as well. Its own
//! signature is over all of it, and begins with a byte of its own, so that neither kind of link can be made into the other.

use super::follow::{BODY, FollowKey, FollowLink};
use crate::kernel::clock::Instant;
use crate::kernel::ids::AttachmentId;

/// The form of the links that are made now, as their first byte.
const FORM: u8 = 2;
/// That byte, a link to the question, an id and a time.
const SIZE: usize = 1 + BODY + 8 + 8;

/// What a link to a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLink {
    /// Whose file it is, and of which question.
    pub link: FollowLink,
    /// The file.
    pub file: AttachmentId,
    /// When it ends.
    pub until: Instant,
}

impl FileLink {
    /// The token of the link, in the letters of URLs.
    pub fn sign(&self, key: &FollowKey) -> String {
        let mut body = vec![FORM];
        body.extend_from_slice(&self.link.body());
        body.extend_from_slice(&self.file.0.to_be_bytes());
        body.extend_from_slice(&self.until.micros().to_be_bytes());
        key.seal(&body)
    }

    /// What a token says; nothing when this desk did not make it.
    pub fn read(key: &FollowKey, token: &str) -> Option<Self> {
        let body: [u8; SIZE] = key.unseal(token)?;
        let (form, rest) = body.split_first()?;
        let (link, rest) = rest.split_first_chunk::<BODY>()?;
        let (file, rest) = rest.split_first_chunk::<8>()?;
        let (until, _) = rest.split_first_chunk::<8>()?;
        let link = FollowLink::parse(link).filter(|_| *form == FORM)?;
        let until = Instant::from_micros(i64::from_be_bytes(*until));
        Some(Self { link, file: AttachmentId(i64::from_be_bytes(*file)), until })
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    #[test]
    fn a_link_says_what_it_was_made_of_and_none_of_its_bytes_can_be_changed() {
        let key = FollowKey::derive(b"secret");
        let follow = key.read(&key.seal(&[[1].as_slice(), &[0; BODY - 1]].concat())).expect("a link");
        let link = FileLink { link: follow, file: AttachmentId(77), until: Instant::from_micros(1 << 50) };
        let token = link.sign(&key);
        assert_eq!(FileLink::read(&key, &token), Some(link));
        let bytes = URL_SAFE_NO_PAD.decode(&token).expect("base64");
        for place in 0..bytes.len() {
            let mut forged = bytes.clone();
            forged[place] ^= 1;
            assert_eq!(FileLink::read(&key, &URL_SAFE_NO_PAD.encode(&forged)), None, "byte {place}");
        }
        // Neither kind is the other.
        assert_eq!(key.read(&token), None);
        assert_eq!(FileLink::read(&key, &key.sign(&follow)), None);
    }
}
