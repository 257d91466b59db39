//! PEC, and how Italian mail programs quote and sign.

use super::super::{AutomaticSign, Kind, PassageKind, PecEvent};
use super::{files, of, passages, understood};
use crate::kernel::text::EmailAddress;

fn address(text: &str) -> Option<EmailAddress> {
    EmailAddress::parse(text).ok()
}

#[test]
fn a_pec_envelope_is_opened() {
    let mail = understood("own/pec-envelope");
    assert_eq!(mail.kind, Kind::Personal);
    assert_eq!(mail.from[0].address, address("officina.ricci@pec.example.it"));
    assert_eq!(mail.from[0].name.as_deref(), Some("Officina Ricci s.n.c."));
    assert_eq!(mail.subject, "Congedo & permessi");
    assert_eq!(mail.message_id.as_deref(), Some("domanda-1@officina.example.it"));
    assert!(
        mail.text.ends_with("congedo di paternità. Quanti giorni gli spettano?\nCordiali saluti"),
        "{}",
        mail.text
    );
    assert_eq!(
        files(&mail),
        [
            ("richiesta.pdf", "application/pdf"),
            ("daticert.xml", "application/xml"),
            ("smime.p7s", "application/pkcs7-signature"),
        ]
    );
    assert_eq!(mail.attachments[0].bytes, b"%PDF-1.4\n");
    let envelope = mail.by_pec.expect("an envelope");
    assert!(envelope.certified);
    let attested = envelope.attested.expect("data");
    assert_eq!(attested.sender, address("officina.ricci@pec.example.it"));
    assert_eq!(attested.subject, "Congedo & permessi");
    assert_eq!(attested.provider, "Gestore di prova S.p.A.");
    assert_eq!(attested.at.map(|at| at.utc().to_rfc3339()).as_deref(), Some("2026-11-24T09:30:05+00:00"));
}

#[test]
fn an_ordinary_mail_in_a_pec_envelope_is_not_certified() {
    let mail = understood("own/pec-anomaly");
    assert_eq!(mail.from[0].address, address("ricci@example.com"));
    assert!(!mail.by_pec.expect("an envelope").certified);
}

#[test]
fn receipts_of_pec_say_what_happened_to_which_message() {
    for (name, event) in [
        ("own/pec-accepted", PecEvent::Accepted),
        ("own/pec-delivered", PecEvent::Delivered),
        ("own/pec-not-delivered", PecEvent::NotDelivered { early: false }),
    ] {
        let mail = understood(name);
        let Kind::PecReceipt(receipt) = mail.kind else { panic!("{name}: {:?}", mail.kind) };
        assert_eq!(receipt.event, event, "{name}");
        assert_eq!(receipt.original_message_id.as_deref(), Some("answer-7.3.abc@provincia.example.it"));
        let attested = receipt.attested.expect("data");
        assert_eq!(attested.error.as_deref(), (name == "own/pec-not-delivered").then_some("no-dest"));
        let mailbox = address("officina.ricci@pec.example.it").filter(|_| name != "own/pec-accepted");
        assert_eq!(attested.delivered_to, mailbox, "{name}");
        assert!(mail.by_pec.is_none());
    }
}

#[test]
fn outlook_is_taken_apart() {
    let mail = understood("own/outlook");
    assert_eq!(mail.subject, "R: Maternità anticipata");
    assert_eq!(mail.from[0].name.as_deref(), Some("Nicolò Verdi"));
    assert_eq!(mail.language.as_deref(), Some("it"));
    assert_eq!(mail.in_reply_to, ["ticket-12.4.f00@provincia.example.it"]);
    assert_eq!(mail.references.len(), 2);
    assert_eq!(passages(&mail, PassageKind::New), "Grazie, è tutto chiaro. E per il part-time?\n\nNicolò");
    assert!(passages(&mail, PassageKind::Signature).starts_with("Scarica Outlook"), "{:#?}", mail.passages);
    let quoted = passages(&mail, PassageKind::Quoted);
    assert!(quoted.starts_with("____") && quoted.ends_with("entro sette giorni."), "{quoted}");
    let html = mail.html.expect("html");
    assert!(html.contains("martedì") && !html.contains("spia") && !html.contains("style"), "{html}");
}

#[test]
fn gmail_and_the_telephone_are_taken_apart() {
    let mail = understood("own/gmail");
    assert_eq!(passages(&mail, PassageKind::New), "Sì, grazie.");
    assert!(passages(&mail, PassageKind::Quoted).starts_with("Il giorno mar 24 nov 2026"));
    let mail = understood("own/iphone");
    assert_eq!(passages(&mail, PassageKind::New), "Posso chiederlo a ore?", "{}", mail.text);
    assert_eq!(passages(&mail, PassageKind::Signature), "Inviato da iPhone");
    assert!(passages(&mail, PassageKind::Quoted).ends_with("> Tre giorni."), "{}", mail.text);
}

#[test]
fn flowed_lines_are_joined_and_the_euro_is_read() {
    let mail = understood("own/flowed");
    let new = "Buongiorno, vorrei sapere se le ferie - solidali costano € 0 a chi le riceve.";
    assert_eq!(passages(&mail, PassageKind::New), new);
    assert!(
        passages(&mail, PassageKind::Quoted).ends_with("> Le ferie solidali sono previste dall'articolo 24.")
    );
    assert_eq!(passages(&mail, PassageKind::Signature), "-- \nDario Gialli\nVia Roma 1");
}

#[test]
fn an_unlabelled_mail_is_read() {
    let mail = understood("own/no-charset");
    assert_eq!(mail.subject, "Perché no?");
    assert_eq!(mail.text, "Così non va: la città € 5.");
}

#[test]
fn programs_are_told_from_people() {
    assert_eq!(understood("own/vacation").kind, Kind::Automatic { sign: AutomaticSign::Subject });
    let Kind::ReadReceipt(receipt) = understood("own/read-receipt").kind else { panic!("no receipt") };
    assert!(receipt.displayed);
    assert_eq!(receipt.original_message_id.as_deref(), Some("ticket-9.2.aa@provincia.example.it"));
    for (header, kind) in [
        ("Auto-Submitted: auto-replied (vacation)", Kind::Automatic { sign: AutomaticSign::AutoReplied }),
        ("Auto-Submitted: auto-generated", Kind::Automatic { sign: AutomaticSign::AutoGenerated }),
        ("Auto-Submitted: no", Kind::Personal),
        ("Precedence: auto_reply", Kind::Automatic { sign: AutomaticSign::Field }),
        ("X-Autoreply: yes", Kind::Automatic { sign: AutomaticSign::Field }),
        (
            "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply",
            Kind::Automatic { sign: AutomaticSign::Field },
        ),
        ("X-Auto-Response-Suppress: DR", Kind::Personal),
        ("Precedence: bulk", Kind::Bulk { list: None }),
        ("List-Id: Conciliazione <conc.example.it>", Kind::Bulk { list: Some("conc.example.it".to_owned()) }),
        ("Return-Path: <>", Kind::Automatic { sign: AutomaticSign::NullReturnPath }),
        ("Subject: Re: Risposta automatica", Kind::Personal),
        ("Subject: Fuori ufficio: Re: congedo", Kind::Automatic { sign: AutomaticSign::Subject }),
        ("Subject: Assenza dall'ufficio per malattia del figlio", Kind::Personal),
        ("Subject: Mail non recapitabile", Kind::Personal),
        ("Subject: Re: Undelivered Mail Returned to Sender", Kind::Personal),
    ] {
        let mail =
            of(&format!("From: a@example.it\n{header}\n\nLa legge 104 del 1992, art. 33. Interno 550.\n"));
        assert_eq!(mail.kind, kind, "{header}");
    }
}

#[test]
fn what_is_not_text_is_a_file() {
    let mail = understood("own/calendar");
    assert_eq!(files(&mail), [("", "text/calendar"), ("invite.ics", "application/ics")]);
    assert_eq!(mail.text, "Ci vediamo giovedi?");
    let mail = understood("own/inline-picture");
    assert_eq!(
        mail.html.as_deref(),
        Some("<p>Ecco la busta paga: <img src=\"cid:foto@example.com\" alt=\"foto\"></p>")
    );
    let file = &mail.attachments[0];
    assert_eq!(
        (file.name.as_deref(), file.content_id.as_deref()),
        (Some("perché.png"), Some("foto@example.com"))
    );
    assert!(file.inline);
    assert_eq!(file.bytes, b"\x89PNG\r\n\x1A\n");
}

#[test]
fn quotations_end_where_new_words_begin() {
    for (text, new, other) in [
        (
            "> Quanti giorni?\nTre.\n\n> E dopo?\nDipende.\n",
            "Tre. | Dipende.",
            "> Quanti giorni? | > E dopo?",
        ),
        (
            "Ecco.\n\nOn 24 Nov 2026, at 10:30, A B\n<a@b.it> wrote:\n\n> Ciao\n",
            "Ecco.",
            "On 24 Nov 2026, at 10:30, A B\n<a@b.it> wrote:\n\n> Ciao",
        ),
        (
            "Sì.\n\n-----Messaggio originale-----\nDa: A\nTesto",
            "Sì.",
            "-----Messaggio originale-----\nDa: A\nTesto",
        ),
        (
            "Sì.\n\n*From:* A <a@b.it>\n*Sent:* 3 maggio\n*To:* B\n*Subject:* x\n\nTesto",
            "Sì.",
            "*From:* A <a@b.it>\n*Sent:* 3 maggio\n*To:* B\n*Subject:* x\n\nTesto",
        ),
        (
            "Il 3 maggio mio figlio\nnasce. Il giudice ha scritto:\nno.",
            "Il 3 maggio mio figlio\nnasce. Il giudice ha scritto:\nno.",
            "",
        ),
        ("Da: casa mia\nal lavoro: un'ora", "Da: casa mia\nal lavoro: un'ora", ""),
        ("> solo\n> citato", "> solo\n> citato", ""),
    ] {
        let mail = of(&format!("From: a@example.it\nContent-Type: text/plain; charset=utf-8\n\n{text}"));
        assert_eq!(passages(&mail, PassageKind::New), new, "{text}");
        assert_eq!(passages(&mail, PassageKind::Quoted), other, "{text}");
    }
}

#[test]
fn a_rule_within_a_text_begins_no_signature() {
    let articles: String = (1..40).map(|article| format!("Art. {article}\n")).collect();
    let mail = of(&format!("From: a@example.it\n\nIl contratto dice:\n--\n{articles}"));
    assert_eq!(passages(&mail, PassageKind::New), mail.text);
    let mail = of("From: a@example.it\n\nIl contratto dice:\n--\nAnna\n");
    assert_eq!(passages(&mail, PassageKind::Signature), "--\nAnna");
}

#[test]
fn a_message_sent_on_is_told_from_a_quotation() {
    let mail = of(
        "From: a@example.it\n\nChe ne pensa?\n\n---------- Forwarded message ---------\nDa: Ditta <d@e.it>\nDate: mar 24 nov 2026\n\nNo.\n",
    );
    assert_eq!(passages(&mail, PassageKind::New), "Che ne pensa?");
    assert!(passages(&mail, PassageKind::Forwarded).ends_with("No."));
    let mail =
        of("From: a@example.it\n\n---------- Messaggio inoltrato ---------\nDa: Ditta <d@e.it>\n\nNo.\n");
    assert_eq!(passages(&mail, PassageKind::Forwarded), mail.text);
}
