//! Reads the body of a form: urlencoded or multipart, strictly UTF-8, bounded in size, parts, memory and time.

use std::sync::Arc;
use std::time::Duration;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{HttpMessage, HttpRequest};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use percent_encoding::percent_decode;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::form::{PostForm, Token, Upload};
use super::problem::Problem;

const MAX_FIELD_BYTES: usize = 256 * 1024;
/// Text of one form, urlencoded: the longest question with every character escaped fits.
const MAX_TEXT_BYTES: usize = 1024 * 1024;
/// Parts of a multipart body, empty ones included.
const MAX_PARTS: usize = 250;
/// A body up to so many times what a form may bring is read, so that the page can say which file was too large; of a longer
/// one nothing is.
const PATIENCE: usize = 4;
/// Time for a body, and the slowest pace of a long one, in bytes a second: a photo on a bad line arrives.
const TIME: Duration = Duration::from_secs(30);
const SLOWEST: usize = 32 * 1024;
/// Files held in memory at once, in all requests: bytes, unless one form may bring more.
const ROOM: usize = 128 * 1024 * 1024;
/// How long a form with files waits for room.
const WAIT_FOR_ROOM: Duration = Duration::from_secs(20);
const KIB: usize = 1024;

/// How many files of what size a form may bring; an application data of the server, one for all its threads.
#[derive(Debug)]
pub struct UploadLimits {
    files: usize,
    bytes: usize,
    /// In KiB.
    room: Arc<Semaphore>,
}

impl UploadLimits {
    /// Up to `files` files of `bytes` bytes each. One byte more is read, so that the form can say which file is too large.
    pub fn new(files: usize, bytes: usize) -> Self {
        let mut limits = Self { files, bytes, room: Arc::new(Semaphore::new(0)) };
        limits.room = Arc::new(Semaphore::new(ROOM.max(limits.most()) / KIB + 1));
        limits
    }

    /// Bytes of the longest form.
    fn most(&self) -> usize {
        self.bytes.saturating_mul(self.files + 1).saturating_add(MAX_TEXT_BYTES)
    }

    /// Memory for what the request announces. All of it before the first byte is read: forms
    /// that each held a part and waited for more would wait for each other.
    async fn reserve(&self, request: &HttpRequest) -> Result<OwnedSemaphorePermit, Problem> {
        let wanted = announced(request).min(self.most());
        let permits = u32::try_from(wanted / KIB + 1).unwrap_or(u32::MAX);
        match timeout(WAIT_FOR_ROOM, Arc::clone(&self.room).acquire_many_owned(permits)).await {
            Ok(Ok(room)) => Ok(room),
            _ => Err(Problem::Unavailable),
        }
    }
}

/// Reads the form. Without `uploads` a file is refused; with it, the token stands before the first file or nothing of the
/// file is read.
pub(super) async fn read(
    request: &HttpRequest,
    payload: Payload,
    uploads: Option<&UploadLimits>,
    token: &Token,
) -> Result<PostForm, Problem> {
    let most = uploads.map_or(MAX_TEXT_BYTES, UploadLimits::most).saturating_mul(PATIENCE);
    let announced = announced(request);
    if announced > most {
        return Err(Problem::TooLarge);
    }
    let media_type = request.content_type().to_ascii_lowercase();
    if !is_utf8(request) {
        return Err(Problem::BadRequest("a form is UTF-8"));
    }
    let room = match uploads {
        Some(limits) if media_type == "multipart/form-data" => Some(limits.reserve(request).await?),
        _ => None,
    };
    let time = TIME + Duration::from_secs((announced / SLOWEST).try_into().unwrap_or(u64::MAX));
    let reading = async {
        match media_type.as_str() {
            "application/x-www-form-urlencoded" => parse_urlencoded(&collect(payload, MAX_TEXT_BYTES).await?),
            "multipart/form-data" => {
                let (files, bytes) = uploads.map_or((0, 0), |uploads| (uploads.files, uploads.bytes));
                read_multipart(Multipart::new(request.headers(), payload), files, bytes, token).await
            }
            _ => Err(Problem::BadRequest("a form is urlencoded or multipart")),
        }
    };
    let mut form = timeout(time, reading).await.unwrap_or(Err(Problem::TooSlow))?;
    form.room = room.map(Arc::new);
    Ok(form)
}

/// The length of the body as the client says. A body that does not say it never comes here.
fn announced(request: &HttpRequest) -> usize {
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// Whether the request names no character set, or UTF-8.
fn is_utf8(request: &HttpRequest) -> bool {
    let text =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let charset =
        text.split(';').skip(1).filter_map(|pair| pair.split_once('=')).find_map(|(name, value)| {
            name.trim()
                .eq_ignore_ascii_case("charset")
                .then(|| value.trim().trim_matches('"').to_ascii_lowercase())
        });
    charset.is_none_or(|charset| charset == "utf-8" || charset == "utf8")
}

async fn collect(mut payload: Payload, max: usize) -> Result<Bytes, Problem> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::BadRequest("the body ended early"))?;
        if body.len() + chunk.len() > max {
            return Err(Problem::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn parse_urlencoded(body: &[u8]) -> Result<PostForm, Problem> {
    let mut form = PostForm::default();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = match equals {
            Some(at) => (&pair[..at], &pair[at + 1..]),
            None => (pair, &[][..]),
        };
        form.push(decode(name)?, decode(value)?)?;
    }
    Ok(form)
}

fn decode(text: &[u8]) -> Result<String, Problem> {
    let spaced: Vec<u8> = text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let decoded = percent_decode(&spaced).decode_utf8().map_err(|_| Problem::BadRequest("not UTF-8"))?;
    if decoded.len() > MAX_FIELD_BYTES { Err(Problem::TooLarge) } else { Ok(decoded.into_owned()) }
}

async fn read_multipart(
    mut parts: Multipart,
    max_files: usize,
    max_file_bytes: usize,
    token: &Token,
) -> Result<PostForm, Problem> {
    let broken = |_| Problem::BadRequest("the multipart body is broken");
    let mut form = PostForm::default();
    let (mut seen_parts, mut text_bytes) = (0, 0);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(broken)?;
        seen_parts += 1;
        if seen_parts > MAX_PARTS {
            return Err(Problem::TooLarge);
        }
        let Some(disposition) = part.content_disposition() else {
            return Err(Problem::BadRequest("a part has no name"));
        };
        let field = disposition.get_name().unwrap_or_default().to_owned();
        let filename = disposition.get_filename().map(str::to_owned);
        let max = if filename.is_some() { max_file_bytes + 1 } else { MAX_FIELD_BYTES };
        let mut content = BytesMut::new();
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(broken)?;
            if filename.is_some() && content.is_empty() {
                if max_files == 0 {
                    return Err(Problem::BadRequest("this form takes no files"));
                }
                token.demand(&form)?;
            }
            let room = max - content.len();
            if chunk.len() > room && filename.is_none() {
                return Err(Problem::TooLarge);
            }
            // The rest of a file that is too large is read and dropped, so that the form can say which.
            content.extend_from_slice(&chunk[..chunk.len().min(room)]);
        }
        match filename {
            // What a browser sends for a file input that was left empty.
            Some(name) if name.is_empty() && content.is_empty() => {}
            Some(name) => {
                if form.files.len() == max_files + 1 {
                    return Err(Problem::TooLarge);
                }
                form.files.push(Upload { field, name, content: content.freeze() });
            }
            None => {
                text_bytes += content.len();
                if text_bytes > MAX_TEXT_BYTES {
                    return Err(Problem::TooLarge);
                }
                let value =
                    String::from_utf8(content.to_vec()).map_err(|_| Problem::BadRequest("not UTF-8"))?;
                form.push(field, value)?;
            }
        }
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_decoded_strictly() {
        let form = parse_urlencoded(b"subject=Et%C3%A0+del+figlio&body=a%3Db&empty").expect("a good form");
        assert_eq!(form.get("subject"), "Età del figlio");
        assert_eq!(form.get("body"), "a=b");
        assert!(form.has("empty") && !form.has("absent"));
        assert!(matches!(parse_urlencoded(b"a=%ff"), Err(Problem::BadRequest(_))));
        assert!(matches!(parse_urlencoded(b"a=x%00y"), Err(Problem::BadRequest(_))));
    }

    #[test]
    fn a_field_is_not_repeated_unless_its_name_says_so() {
        assert!(matches!(parse_urlencoded(b"a=1&a=2"), Err(Problem::BadRequest(_))));
        let form = parse_urlencoded(b"g%5B%5D=1&g[]=2").expect("a good form");
        assert_eq!(form.all("g[]").collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn too_many_fields_are_refused() {
        let body: String = (0..=200).map(|n| format!("f{n}=x&")).collect();
        assert!(matches!(parse_urlencoded(body.as_bytes()), Err(Problem::TooLarge)));
    }

    #[test]
    fn a_form_says_utf_8_or_nothing() {
        let of = |value: &str| {
            let request = actix_web::test::TestRequest::post().insert_header((header::CONTENT_TYPE, value));
            is_utf8(&request.to_http_request())
        };
        assert!(of("application/x-www-form-urlencoded"));
        assert!(of("APPLICATION/x-www-form-urlencoded; Charset=\"UTF-8\""));
        assert!(!of("application/x-www-form-urlencoded; charset=utf-16"));
    }
}
