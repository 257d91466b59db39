//! Style, script, fonts and icons: embedded, under an address that changes with the content, so that browsers may
//! keep them for a year.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::problem::{Problem, WebResult};
use crate::kernel::hex;

#[derive(RustEmbed)]
#[folder = "templates/assets/"]
struct Files;

struct Asset {
    content_type: &'static str,
    plain: Bytes,
    /// Compressed once, when that is shorter.
    gzip: Option<Bytes>,
}

static ASSETS: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|path| {
            let plain = Bytes::from(Files::get(&path)?.data.into_owned());
            let content_type = content_type(&path)?;
            Some((path.into_owned(), Asset { content_type, gzip: compress(&plain), plain }))
        })
        .collect()
});

/// One for all files, so that a style sheet reaches its fonts by a relative address.
static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
    let mut paths: Vec<&String> = ASSETS.keys().collect();
    paths.sort();
    let mut digest = Sha256::new();
    for path in paths {
        digest.update(path);
        digest.update(&ASSETS[path].plain);
    }
    hex(&digest.finalize()[..6])
});

/// The address of an asset, `None` when there is no such file.
pub fn url(path: &str) -> Option<String> {
    ASSETS.contains_key(path).then(|| format!("/assets/{}/{path}", *FINGERPRINT))
}

/// `GET /assets/{fingerprint}/{path}`: anyone.
///
/// # Errors
/// 404 for a file or a fingerprint that is not this program's.
pub async fn serve(request: HttpRequest, place: web::Path<(String, String)>) -> WebResult {
    let (fingerprint, path) = place.into_inner();
    let asset = ASSETS.get(&path).filter(|_| fingerprint == *FINGERPRINT).ok_or(Problem::NotFound)?;
    let mut response = HttpResponse::Ok();
    response
        .insert_header((header::CONTENT_TYPE, asset.content_type))
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .insert_header((header::VARY, "Accept-Encoding"));
    let wants_gzip = request
        .headers()
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|coding| coding.trim().starts_with("gzip")));
    Ok(match &asset.gzip {
        Some(gzip) if wants_gzip => {
            response.insert_header((header::CONTENT_ENCODING, "gzip")).body(gzip.clone())
        }
        _ => response.insert_header((header::CONTENT_ENCODING, "identity")).body(asset.plain.clone()),
    })
}

fn compress(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().filter(|gzip| gzip.len() < plain.len()).map(Bytes::from)
}

/// Only what a page may load; licences and sources lie beside the assets but are not served.
fn content_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        "ico" => Some("image/x-icon"),
        "woff2" => Some("font/woff2"),
        _ => None,
    }
}
