//! Posta elettronica certificata (DM 2 November 2005, technical rules; RFC 6109): envelopes and receipts of its providers.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::decoding::{clean, one_line, shortened, words};
use super::entity::Entity;
use super::fields::address_in;
use super::limits::REPORTED;
use super::model::{Attested, PecEvent, PecReceipt};
use crate::kernel::clock::Instant;

/// Bytes of `daticert.xml` that are read: it names each recipient, and is 1 kB for one.
const BYTES: usize = 512 * 1024;

/// What a message is by the header `X-Trasporto`: a PEC envelope, and whether what is within came by PEC (RFC 6109, 3.2.1).
pub(super) fn transport(message: &Entity<'_>) -> Option<bool> {
    match message.fields.word("X-Trasporto")?.as_str() {
        "posta-certificata" => Some(true),
        // "Anomalia messaggio": an ordinary mail to a PEC address.
        "errore" => Some(false),
        _ => None,
    }
}

/// The message within an envelope: by its name, else the first one.
pub(super) fn enclosed<'m, 'x>(message: &'m Entity<'x>) -> Option<&'m Entity<'x>> {
    let parts: Vec<&Entity<'x>> =
        message.walk().into_iter().skip(1).filter(|part| part.parts.is_empty()).collect();
    let is_named =
        |part: &&&Entity<'x>| part.file_name().is_some_and(|name| name.eq_ignore_ascii_case("postacert.eml"));
    let found =
        parts.iter().find(is_named).or_else(|| parts.iter().find(|part| part.media.is("message", "rfc822")));
    found.copied()
}

/// Reads a receipt; `None` of anything else.
pub(super) fn receipt(message: &Entity<'_>) -> Option<PecReceipt> {
    let event = match message.fields.word("X-Ricevuta")?.as_str() {
        "accettazione" => PecEvent::Accepted,
        "non-accettazione" => PecEvent::Refused,
        "presa-in-carico" => PecEvent::TakenInCharge,
        "avvenuta-consegna" => PecEvent::Delivered,
        "errore-consegna" => PecEvent::NotDelivered { early: false },
        "preavviso-errore-consegna" => PecEvent::NotDelivered { early: true },
        "rilevazione-virus" => PecEvent::Virus,
        _ => PecEvent::Other,
    };
    let attested = attested(message);
    let original = message.fields.id("X-Riferimento-Message-ID");
    let original = original.or_else(|| attested.as_ref()?.message_id.clone());
    Some(PecReceipt { event, original_message_id: original, attested })
}

/// What the provider attests, if `daticert.xml` is there and can be read.
pub(super) fn attested(message: &Entity<'_>) -> Option<Attested> {
    let parts = message.walk();
    let is_named =
        |part: &&&Entity<'_>| part.file_name().is_some_and(|name| name.eq_ignore_ascii_case("daticert.xml"));
    let part = parts.iter().find(is_named).or_else(|| parts.iter().find(|part| part.media.sub == "xml"))?;
    let content = part.content();
    read(&clean(&words(&content[..content.len().min(BYTES)], None)))
}

/// The elements of the data that are wanted have names of their own, so their places need not be looked at.
fn read(xml: &str) -> Option<Attested> {
    let mut reader = Reader::from_str(xml);
    let mut found = Attested::default();
    let mut is_one = false;
    let (mut text, mut day, mut hour, mut zone) =
        (String::new(), String::new(), String::new(), String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                text.clear();
                match element.local_name().as_ref() {
                    "postacert" => {
                        is_one = true;
                        found.kind = attribute(&element, "tipo");
                        let error = attribute(&element, "errore");
                        found.error = (!error.is_empty() && error != "nessuno").then_some(error);
                    }
                    "data" => zone = attribute(&element, "zona"),
                    _ => {}
                }
            }
            Ok(Event::Text(words)) => text.push_str(&words),
            Ok(Event::CData(words)) => text.push_str(&words),
            // `&amp;` and the like; no others are declared.
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(letter)) => text.push(letter),
                _ => text.push_str(quick_xml::escape::resolve_xml_entity(&reference).unwrap_or_default()),
            },
            Ok(Event::End(element)) => {
                let value = one_line(&text);
                text.clear();
                match element.local_name().as_ref() {
                    "mittente" => found.sender = address_in(&value),
                    "destinatari" if found.recipients.len() < REPORTED => {
                        found.recipients.extend(address_in(&value));
                    }
                    "oggetto" => found.subject = shortened(&value, 998).to_owned(),
                    "gestore-emittente" => found.provider = shortened(&value, 200).to_owned(),
                    "identificativo" => found.identifier = shortened(&value, 998).to_owned(),
                    "msgid" => {
                        let id = value.trim_matches(['<', '>', ' ']);
                        found.message_id = (!id.is_empty()).then(|| shortened(id, 998).to_owned());
                    }
                    "giorno" => day = value,
                    "ora" => hour = value,
                    "consegna" => found.delivered_to = address_in(&value),
                    "errore-esteso" => {
                        found.details = (!value.is_empty()).then(|| shortened(&value, 2_000).to_owned());
                    }
                    _ => {}
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            // What was read before the fault counts.
            Err(_) => break,
        }
    }
    found.at = instant(&day, &hour, &zone);
    is_one.then_some(found)
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let found = element.attributes().flatten().find(|own| own.key.local_name().as_ref() == name);
    found.map(|own| one_line(&own.value)).unwrap_or_default()
}

/// `24/11/2026`, `10:30:05` and `+0100`.
fn instant(day: &str, hour: &str, zone: &str) -> Option<Instant> {
    let zone = if zone.is_empty() { "+0000" } else { zone };
    let text = format!("{day} {hour} {zone}");
    let time = chrono::DateTime::parse_from_str(&text, "%d/%m/%Y %H:%M:%S %z").ok()?;
    Some(Instant::from_utc(time.to_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_of_a_provider_are_read() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<postacert tipo=\"avvenuta-consegna\" errore=\"nessuno\">\
            <intestazione><mittente>ditta@pec.example.it</mittente>\
            <destinatari tipo=\"certificato\">sportello@pec.example.it</destinatari><risposte>x@y.it</risposte>\
            <oggetto>Congedo &amp; permessi &#232;</oggetto></intestazione><dati><gestore-emittente>Gestore S.p.A.</gestore-emittente>\
            <data zona=\"+0100\"><giorno>24/11/2026</giorno><ora>10:30:05</ora></data>\
            <identificativo>opec1.2026@pec</identificativo><msgid>&lt;a@b&gt;</msgid>\
            <consegna>sportello@pec.example.it</consegna></dati></postacert>";
        let attested = read(xml).expect("data");
        assert_eq!(attested.kind, "avvenuta-consegna");
        assert_eq!(attested.error, None);
        assert_eq!(attested.subject, "Congedo & permessi è");
        assert_eq!(attested.message_id.as_deref(), Some("a@b"));
        assert_eq!(attested.at.map(|at| at.utc().to_rfc3339()).as_deref(), Some("2026-11-24T09:30:05+00:00"));
        assert_eq!(attested.delivered_to, EmailAddress::parse("sportello@pec.example.it").ok());
        assert_eq!(attested.recipients.len(), 1);
        for end in (0..xml.len()).filter(|end| xml.is_char_boundary(*end)) {
            read(&xml[..end]);
        }
    }

    use crate::kernel::text::EmailAddress;
}
