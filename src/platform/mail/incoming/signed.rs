//! S/MIME with the content within the signature (`smime.p7m`, RFC 8551, 3.5.2): the content is taken out to be shown. No signature
//! is checked.

/// Structures within one another that are entered.
const DEPTH: usize = 8;
/// `1.2.840.113549.1.7.2`, signedData (RFC 5652, 5.1).
const SIGNED_DATA: [u8; 9] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02];

/// The content of signed data; `None` of anything else, as an encrypted message.
pub(super) fn content(bytes: &[u8]) -> Option<Vec<u8>> {
    let (info, _) = element(bytes, 0)?;
    let (kind, rest) = element(info.inner, 0)?;
    if kind.tag != 0x06 || kind.inner != SIGNED_DATA {
        return None;
    }
    let (explicit, _) = element(rest, 0)?;
    let (signed, _) = element(explicit.inner, 0)?;
    let (_version, rest) = element(signed.inner, 0)?;
    let (_algorithms, rest) = element(rest, 0)?;
    let (encapsulated, _) = element(rest, 0)?;
    let (_kind, rest) = element(encapsulated.inner, 0)?;
    let (explicit, _) = element(rest, 0)?;
    let mut content = Vec::new();
    let (octets, _) = element(explicit.inner, 0)?;
    octets_of(&octets, 0, &mut content)?;
    (!content.is_empty()).then_some(content)
}

/// An element of BER (X.690): programs write lengths that are told at the end, and strings in pieces.
struct Element<'x> {
    tag: u8,
    inner: &'x [u8],
}

/// The bytes of an octet string, whole or in pieces.
fn octets_of(element_of: &Element<'_>, depth: usize, out: &mut Vec<u8>) -> Option<()> {
    if element_of.tag & 0x20 == 0 {
        out.extend_from_slice(element_of.inner);
        return Some(());
    }
    if depth > DEPTH {
        return None;
    }
    let mut rest = element_of.inner;
    while !rest.is_empty() {
        let (piece, after) = element(rest, 0)?;
        octets_of(&piece, depth + 1, out)?;
        rest = after;
    }
    Some(())
}

/// The first element and what follows it.
fn element(bytes: &[u8], depth: usize) -> Option<(Element<'_>, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&length, rest) = rest.split_first()?;
    // Tags of several bytes do not occur in what is read here.
    if tag & 0x1F == 0x1F || depth > DEPTH {
        return None;
    }
    match length {
        0x80 => {
            // Until two zeros on this level.
            let mut at = rest;
            loop {
                if at.starts_with(&[0, 0]) {
                    let inner = &rest[..rest.len() - at.len()];
                    return Some((Element { tag, inner }, &at[2..]));
                }
                (_, at) = element(at, depth + 1)?;
            }
        }
        0..0x80 => split(tag, rest, usize::from(length)),
        _ => {
            let count = usize::from(length & 0x7F);
            let size = rest.get(..count).filter(|size| size.len() <= 4)?;
            let size = size.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
            split(tag, rest.get(count..)?, size)
        }
    }
}

fn split(tag: u8, rest: &[u8], size: usize) -> Option<(Element<'_>, &[u8])> {
    Some((Element { tag, inner: rest.get(..size)? }, rest.get(size..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(tag: u8, inner: &[u8], indefinite: bool) -> Vec<u8> {
        let mut out = vec![tag];
        if indefinite {
            out.push(0x80);
            out.extend(inner);
            out.extend([0, 0]);
        } else {
            out.extend([0x82, (inner.len() >> 8) as u8, inner.len() as u8]);
            out.extend(inner);
        }
        out
    }

    fn signed(octets: &[u8], indefinite: bool) -> Vec<u8> {
        let data = [0x06, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01];
        let encapsulated = [data.to_vec(), wrapped(0xA0, octets, indefinite)].concat();
        let inner = [vec![2, 1, 1, 0x31, 0], wrapped(0x30, &encapsulated, indefinite)].concat();
        let kind = [vec![6, 9], SIGNED_DATA.to_vec()].concat();
        let info = [kind, wrapped(0xA0, &wrapped(0x30, &inner, indefinite), indefinite)].concat();
        wrapped(0x30, &info, indefinite)
    }

    #[test]
    fn the_signed_content_is_found_whole_or_in_pieces() {
        let whole = signed(&[4, 4, b'c', b'i', b'a', b'o'], false);
        assert_eq!(content(&whole).as_deref(), Some(b"ciao".as_slice()));
        let pieces = signed(&[0x24, 0x80, 4, 2, b'c', b'i', 4, 2, b'a', b'o', 0, 0], true);
        assert_eq!(content(&pieces).as_deref(), Some(b"ciao".as_slice()));
        for end in 0..pieces.len() {
            assert_eq!(content(&pieces[..end]), None, "{end}");
        }
    }
}
