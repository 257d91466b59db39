//! Reports for programs: of delivery (RFC 3464), of unwanted mail (RFC 5965), of reading (RFC 8098).

use super::decoding::{one_line, shortened};
use super::entity::Entity;
use super::fields::{self, Fields, address_in};
use super::limits::{Limit, Met, REPORTED};
use super::model::{Delivery, DeliveryAction, DeliveryReport, FeedbackReport, ReadReceipt};
use crate::platform::mail::failure::status_in;

/// Bytes of a server's words that are kept.
pub(super) const DIAGNOSTIC: usize = 2_000;

/// Reads a report of delivery that a program can read; `None` of anything else.
pub(super) fn delivery(message: &Entity<'_>, met: &mut Met) -> Option<DeliveryReport> {
    let mut report = DeliveryReport { standard: true, ..DeliveryReport::default() };
    let parts = message.walk().into_iter().filter(|part| {
        part.media.main == "message"
            && matches!(part.media.sub.as_str(), "delivery-status" | "global-delivery-status")
    });
    // By the rule there is one; some write a second with the fields and words in the first.
    for part in parts.take(REPORTED) {
        let content = part.content();
        for block in blocks(&content, met) {
            report.original_envelope_id =
                report.original_envelope_id.or_else(|| block.text("Original-Envelope-Id"));
            report.original_message_id =
                report.original_message_id.or_else(|| block.id("X-Original-Message-ID"));
            if report.recipients.len() < REPORTED {
                report.recipients.extend(recipient(&block));
            }
        }
    }
    report.original_message_id = original_message_id(message).or(report.original_message_id);
    (!report.recipients.is_empty()).then_some(report)
}

/// The groups of fields between empty lines.
fn blocks<'x>(content: &'x [u8], met: &mut Met) -> Vec<Fields<'x>> {
    let mut found = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        if found.len() > REPORTED {
            met.note(Limit::Listed);
            break;
        }
        let (fields, end) = fields::split(rest, met);
        if !fields.is_empty() {
            found.push(fields);
        }
        // Progress, whatever the line is: one that is no field is passed over.
        let line = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        rest = rest.get(end.max(line)..).unwrap_or_default();
    }
    found
}

fn recipient(block: &Fields<'_>) -> Option<Delivery> {
    let recipient = block.typed_address("Final-Recipient");
    let original_recipient = block.typed_address("Original-Recipient");
    let status = block.text("Status").and_then(|text| status_in(&text));
    let diagnostic = block.text("Diagnostic-Code").map(|text| {
        let words =
            text.split_once(';').filter(|(kind, _)| !kind.contains(' ')).map_or(&*text, |(_, words)| words);
        shortened(words.trim(), DIAGNOSTIC).to_owned()
    });
    let action = match block.word("Action").as_deref() {
        Some("failed" | "fail" | "failure") => DeliveryAction::Failed,
        Some("delayed" | "deferred") => DeliveryAction::Delayed,
        Some("delivered" | "deliverable") => DeliveryAction::Delivered,
        Some("relayed") => DeliveryAction::Relayed,
        Some("expanded") => DeliveryAction::Expanded,
        _ => match status.as_deref().and_then(|status| status.chars().next()) {
            Some('2') => DeliveryAction::Delivered,
            Some('4') => DeliveryAction::Delayed,
            Some(_) => DeliveryAction::Failed,
            None if recipient.is_none() && diagnostic.is_none() => return None,
            None => DeliveryAction::Failed,
        },
    };
    // The fields of the whole message stand in a group of their own.
    if recipient.is_none()
        && original_recipient.is_none()
        && !block.has("Final-Recipient")
        && !block.has("Action")
    {
        return None;
    }
    let recipient = recipient.or_else(|| original_recipient.clone());
    Some(Delivery { recipient, original_recipient, action, status, diagnostic })
}

/// The `Message-ID` of the message that a report gives back, whole or its header alone.
pub(super) fn original_message_id(message: &Entity<'_>) -> Option<String> {
    let returned = ["rfc822", "global", "rfc822-headers", "global-headers"];
    let parts = message.walk().into_iter().skip(1);
    let mut parts = parts.filter(|part| returned.contains(&part.media.sub.as_str()));
    parts.find_map(|part| {
        let content = part.content();
        let start = content.iter().position(|byte| !byte.is_ascii_whitespace())?;
        let (fields, _) = fields::split(&content[start..], &mut Met::default());
        fields.id("Message-ID")
    })
}

/// Reads a report of unwanted mail.
pub(super) fn feedback(message: &Entity<'_>, met: &mut Met) -> Option<FeedbackReport> {
    let Some(part) = message.first("message", "feedback-report") else { return hotmail(message) };
    let content = part.content();
    let mut report =
        FeedbackReport { original_message_id: original_message_id(message), ..FeedbackReport::default() };
    for block in blocks(&content, met) {
        if let Some(kind) = block.word("Feedback-Type") {
            report.feedback_type = shortened(&kind, 100).to_owned();
        }
        let named =
            block.typed_address("Original-Rcpt-To").or_else(|| block.typed_address("Removal-Recipient"));
        report.recipient = report.recipient.or(named);
    }
    Some(report)
}

/// Hotmail sends the unwanted message back with a field of its own, and no report.
fn hotmail(message: &Entity<'_>) -> Option<FeedbackReport> {
    let content = message.first("message", "rfc822")?.content();
    let (fields, _) = fields::split(&content, &mut Met::default());
    let recipient = fields.text("X-HmXmrOriginalRecipient")?;
    let original_message_id = fields.id("Message-ID");
    Some(FeedbackReport {
        feedback_type: "abuse".to_owned(),
        recipient: address_in(&recipient),
        original_message_id,
    })
}

/// Reads a receipt of reading.
pub(super) fn read_receipt(message: &Entity<'_>, met: &mut Met) -> Option<ReadReceipt> {
    let kinds = ["disposition-notification", "global-disposition-notification"];
    let part = kinds.iter().find_map(|kind| message.first("message", kind))?;
    let content = part.content();
    let mut receipt = ReadReceipt::default();
    for block in blocks(&content, met) {
        // `manual-action/MDN-sent-manually; displayed`
        let disposition = block.text("Disposition").map(|text| one_line(&text).to_lowercase());
        receipt.displayed |= disposition.is_some_and(|text| text.contains("displayed"));
        let named =
            block.typed_address("Final-Recipient").or_else(|| block.typed_address("Original-Recipient"));
        receipt.recipient = receipt.recipient.or(named);
        receipt.original_message_id = receipt.original_message_id.or_else(|| block.id("Original-Message-ID"));
    }
    receipt.original_message_id = receipt.original_message_id.or_else(|| original_message_id(message));
    Some(receipt)
}
