//! The whole URL map, grouped by who may enter. A route without an [`Access`] cannot be written.

use actix_web::dev::Handler;
use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::{FromRequest, Responder, Route, web};

use crate::accounts::guard;
use crate::accounts::pages::{absences, password, personal_tokens, profile, registration, sign_in, users};
use crate::accounts::permissions::{
    ADMINISTRATION, Access, COORDINATION, DESK, FIGURES, REQUESTERS, REQUESTERS_WRITING, STAFF,
};
use crate::catalogue::{
    self, files, misses::page as misses, pages::checks, pages::desk_list, pages::editing, pages::passages,
    pages::relations, pages::renaming, pages::review, pages::translations, pages::versions,
    synonyms::page as synonyms, votes,
};
use crate::intake::pages as incoming;
use crate::intake::reconciliation::pages as account_of_mails;
use crate::norms;
use crate::notifications::texts::pages as mail_texts;
use crate::notifications::{notices_page, outbox_page};
use crate::operations;
use crate::platform::web::assets;
use crate::platform::web::server::answer_in_any_case;
use crate::privacy::{erasure_pages, pages as privacy, register_pages};
use crate::service_pages::{embed, feed, open_data, pages as service_pages, sitemap};
use crate::sla::pages as sla;
use crate::statistics;
use crate::statistics::frozen::mailing;
use crate::tickets;
use crate::tickets::pages::{
    absence, answered, approval, ask, attachment, canned, deadline, deeds, follow, insert, links, merge,
    opinion, own, presence, preview, queue, ratings, requester, routing, search, similar, split, topic_rules,
    typed_in, work, writing,
};
use crate::topics::groups_page;

/// One line of the map.
pub struct Entry {
    /// GET (and HEAD) or POST.
    pub method: Method,
    /// The path, with parameters in braces.
    pub path: &'static str,
    /// Who may enter.
    pub access: Access,
    make: Box<dyn Fn() -> Route>,
}

/// Every route of the desk.
pub fn table() -> Vec<Entry> {
    use Access::{Anyone, SignedIn};
    vec![
        // For anyone.
        get("/assets/{fingerprint}/{path:.*}", Anyone, assets::serve),
        get("/", Anyone, service_pages::home),
        get("/argomenti", Anyone, service_pages::topics),
        get("/domande-frequenti", Anyone, service_pages::faq),
        get("/segnalazione-disservizio", Anyone, service_pages::report),
        get("/mappa", Anyone, service_pages::map),
        get("/privacy", Anyone, service_pages::privacy),
        get("/privacy/cancellazione", Anyone, erasure_pages::done),
        get("/accessibilita", Anyone, service_pages::accessibility),
        get("/note-legali", Anyone, service_pages::legal_notes),
        get("/dati-aperti", Anyone, open_data::page),
        get("/dati-aperti/catalogo.{ending}", Anyone, open_data::file),
        get("/dati-aperti/statistiche.{ending}", Anyone, statistics::open_page::file),
        get("/statistiche-aperte", Anyone, statistics::open_page::page),
        get("/dati-aperti/riquadro", Anyone, embed::page),
        get("/riquadro", Anyone, embed::frame),
        get("/robots.txt", Anyone, sitemap::robots),
        get("/sitemap.xml", Anyone, sitemap::index),
        get("/sitemap/pagine.xml", Anyone, sitemap::pages),
        get("/sitemap/schede-{part}.xml", Anyone, sitemap::entries),
        get("/registrazione", Anyone, registration::form),
        post("/registrazione", Anyone, registration::submit),
        get("/registrazione/inviata", Anyone, registration::sent),
        get("/registrazione/nuovo-link", Anyone, registration::another_link_form),
        post("/registrazione/nuovo-link", Anyone, registration::another_link),
        get("/registrazione/nuovo-link/inviato", Anyone, registration::another_link_sent),
        get("/verifica/{token}", Anyone, registration::confirm_form),
        post("/verifica/{token}", Anyone, registration::confirm),
        get("/accesso", Anyone, sign_in::form),
        post("/accesso", Anyone, sign_in::submit),
        post("/uscita", Anyone, sign_in::sign_out),
        get("/password/recupero", Anyone, password::recovery_form),
        post("/password/recupero", Anyone, password::request_recovery),
        get("/password/recupero/inviata", Anyone, password::recovery_sent),
        get("/password/nuova/{token}", Anyone, password::new_form),
        post("/password/nuova/{token}", Anyone, password::set),
        get("/catalogo", Anyone, catalogue::pages::public::list),
        get("/catalogo.atom", Anyone, feed::catalogue),
        get("/catalogo/norme", Anyone, norms::pages::public::list),
        get("/catalogo/norme/{norm}", Anyone, norms::pages::public::norm),
        get("/catalogo/{slug}", Anyone, catalogue::pages::entry::show),
        get("/catalogo/{slug}/versioni/{number}", Anyone, catalogue::pages::former::version),
        get("/catalogo/{slug}/allegati/{id}", Anyone, files::download::of_entry),
        get("/catalogo/{slug}/versioni/{number}/allegati/{id}", Anyone, files::download::of_former),
        get("/catalogo/{slug}/utile", Anyone, votes::page::form),
        post("/catalogo/{slug}/utile", Anyone, votes::page::send),
        get("/servizi", Anyone, catalogue::pages::services::list),
        get("/api/openapi.json", Anyone, service_pages::openapi),
        get("/api/v1/catalogue/search", Anyone, catalogue::api::search),
        get("/api/v1/catalogue/suggest", Anyone, catalogue::api::suggest),
        get("/rapporti/conferma/{token}", Anyone, mailing::reader_pages::confirm_form),
        post("/rapporti/conferma/{token}", Anyone, mailing::reader_pages::confirm),
        get("/rapporti/disiscrizione/{token}", Anyone, mailing::reader_pages::leave_form),
        post("/rapporti/disiscrizione/{token}", Anyone, mailing::reader_pages::leave),
        get("/segui", Anyone, follow::form),
        post("/segui", Anyone, follow::request),
        get("/segui/inviato", Anyone, follow::sent),
        get("/segui/file/{token}", Anyone, follow::file),
        get("/segui/{token}", Anyone, follow::show),
        post("/segui/{token}/messaggi", Anyone, follow::reply),
        post("/segui/{token}/email", Anyone, follow::try_mail_again),
        post("/segui/{token}/chiusura", Anyone, follow::close),
        get("/segui/{token}/valutazione", Anyone, follow::vote),
        post("/segui/{token}/valutazione", Anyone, follow::rate),
        get("/segui/{token}/allegati/{id}", Anyone, follow::download),
        // For requesters.
        get("/domande", REQUESTERS, own::list),
        get("/domande/nuova", REQUESTERS, ask::form),
        post("/domande/nuova", REQUESTERS_WRITING, ask::post),
        post("/domande/bozza", REQUESTERS_WRITING, ask::autosave),
        post("/domande/bozza/elimina", REQUESTERS, ask::discard),
        post("/domande/bozza/basta", REQUESTERS, answered::enough),
        post("/domande/nuova/risposte", REQUESTERS, answered::offer),
        post("/domande/bozza/allegati/{id}/elimina", REQUESTERS, ask::remove_file),
        get("/domande/{number}", REQUESTERS, own::show),
        post("/domande/{number}/messaggi", REQUESTERS, own::reply),
        post("/domande/{number}/chiusura", REQUESTERS, own::close),
        post("/domande/{number}/valutazione", REQUESTERS, own::rate),
        post("/domande/{number}/link", REQUESTERS, own::end_links),
        // For whoever has signed in.
        get("/allegati/{id}", SignedIn, attachment::download),
        get("/profilo", SignedIn, profile::form),
        post("/profilo", SignedIn, profile::save),
        post("/profilo/password", SignedIn, profile::change_password),
        post("/profilo/email", SignedIn, profile::try_mail_again),
        post("/profilo/sessioni/fine", SignedIn, profile::end_sessions),
        get("/profilo/dati", SignedIn, privacy::page),
        get("/profilo/dati.json", SignedIn, privacy::download),
        get("/profilo/dati/cancellazione", REQUESTERS, erasure_pages::explain),
        get("/profilo/dati/cancellazione/conferma", REQUESTERS, erasure_pages::confirmation),
        post("/profilo/dati/cancellazione/conferma", REQUESTERS, erasure_pages::erase),
        // For the staff.
        post("/profilo/token", STAFF, personal_tokens::make),
        post("/profilo/token/{id}/revoca", STAFF, personal_tokens::withdraw),
        // For experts and coordinators.
        get("/coda", DESK, queue::show),
        post("/coda/azioni", DESK, queue::bulk::act),
        get("/coda/eventi", DESK, queue::live::stream),
        get("/coda/novita", DESK, queue::live::news),
        get("/coda/viste", DESK, queue::views::list),
        post("/coda/viste", DESK, queue::views::save),
        post("/coda/viste/{id}", DESK, queue::views::change),
        post("/coda/viste/{id}/posto", DESK, queue::views::shift),
        post("/coda/viste/{id}/elimina", DESK, queue::views::delete),
        get("/coda/ricerca", DESK, search::show),
        get("/coda/pareri", DESK, opinion::list),
        get("/coda/valutazioni", DESK, ratings::list),
        get("/coda/quadro", COORDINATION, statistics::board_page::show),
        get("/coda/posta", DESK, incoming::list),
        get("/coda/posta/riscontro", DESK, account_of_mails::show),
        post("/coda/posta/riscontro/richiesta", DESK, account_of_mails::ask),
        get("/coda/posta/{id}", DESK, incoming::show),
        get("/coda/posta/{id}/formattata", DESK, incoming::formatted::show),
        get("/coda/posta/{id}/formattata/testo", DESK, incoming::formatted::frame),
        get("/coda/posta/{id}/allegati/{place}", DESK, incoming::files::send),
        post("/coda/posta/{id}/domanda", DESK, incoming::to_question),
        post("/coda/posta/{id}/unione", DESK, incoming::to_ticket),
        post("/coda/posta/{id}/scarto", DESK, incoming::put_aside),
        post("/coda/posta/{id}/lettura", DESK, incoming::read_again),
        get("/coda/nuova", DESK, typed_in::form),
        post("/coda/nuova", DESK, typed_in::post),
        get("/coda/{number}", DESK, work::show),
        get("/coda/{number}/simili", DESK, similar::list),
        post("/coda/{number}/presa-in-carico", DESK, deeds::claim),
        post("/coda/{number}/rilascio", DESK, deeds::release),
        post("/coda/{number}/passaggio", DESK, deeds::hand_over),
        post("/coda/{number}/messaggi", DESK, writing::post_message),
        post("/coda/{number}/presenza", DESK, presence::speak_up),
        post("/coda/{number}/anteprima", DESK, preview::preview),
        get("/coda/{number}/altre", DESK, requester::list),
        post("/coda/{number}/risposta-pronta", DESK, insert::insert),
        post("/coda/{number}/parere", DESK, opinion::ask),
        post("/coda/{number}/approvazione", DESK, approval::approve),
        post("/coda/{number}/approvazione/rinvio", DESK, approval::give_back),
        post("/coda/{number}/approvazione/modifica", DESK, approval::change),
        post("/coda/{number}/approvazione/ritiro", DESK, approval::withdraw),
        get("/coda/{number}/separazione", DESK, split::form),
        post("/coda/{number}/separazione", DESK, split::split),
        post("/coda/{number}/collegamenti", DESK, links::add),
        post("/coda/{number}/collegamenti/elimina", DESK, links::remove),
        get("/coda/{number}/unione", DESK, merge::confirm),
        post("/coda/{number}/unione", DESK, merge::merge),
        post("/coda/{number}/bozza", DESK, writing::save_draft),
        post("/coda/{number}/bozza/elimina", DESK, writing::discard_draft),
        post("/coda/{number}/chiusura", DESK, deeds::close),
        post("/coda/{number}/riapertura", DESK, deeds::reopen),
        post("/coda/{number}/spam", DESK, deeds::spam),
        post("/coda/{number}/argomento", DESK, deeds::change_topic),
        post("/coda/{number}/priorita", DESK, deeds::set_priority),
        post("/coda/{number}/scadenza", DESK, deadline::move_deadline),
        post("/coda/{number}/scheda", DESK, deeds::add_to_entry),
        post("/coda/{number}/proposta", DESK, deeds::propose),
        get("/avvisi", DESK, notices_page::list),
        post("/avvisi/letti", DESK, notices_page::read_all),
        post("/avvisi/{id}", DESK, notices_page::open),
        get("/profilo/avvisi", DESK, notices_page::choices),
        post("/profilo/avvisi", DESK, notices_page::save_choices),
        get("/profilo/assenze", DESK, absences::own),
        post("/profilo/assenze", DESK, absences::note_own),
        get("/profilo/assenze/{id}", DESK, absences::show_own),
        post("/profilo/assenze/{id}", DESK, absences::change_own),
        post("/profilo/assenze/{id}/elimina", DESK, absences::withdraw_own),
        get("/redazione", DESK, desk_list::list),
        get("/redazione/nuova", DESK, editing::new_form),
        post("/redazione/nuova", DESK, editing::create),
        get("/redazione/ricerche", DESK, misses::show),
        get("/redazione/verifiche", DESK, checks::list),
        get("/redazione/sinonimi", DESK, synonyms::show),
        post("/redazione/sinonimi", DESK, synonyms::save),
        get("/redazione/norme", DESK, norms::pages::desk::list),
        post("/redazione/norme/{id}/conferma", DESK, norms::pages::desk::confirm),
        get("/redazione/norme/avvisi/{change}", DESK, norms::pages::telling::form),
        post("/redazione/norme/avvisi/{change}", DESK, norms::pages::telling::tell),
        get("/redazione/norme/{norm}/cambiata", DESK, norms::pages::desk::form),
        post("/redazione/norme/{norm}/cambiata", DESK, norms::pages::desk::note),
        get("/redazione/utilita", DESK, votes::desk::list),
        get("/redazione/{id}", DESK, editing::show),
        post("/redazione/{id}", DESK, editing::save),
        get("/redazione/{id}/allegati", DESK, files::desk::list),
        post("/redazione/{id}/allegati", DESK, files::desk::add),
        get("/redazione/{id}/allegati/{file}", DESK, files::download::of_desk),
        post("/redazione/{id}/allegati/{file}/elimina", DESK, files::desk::remove),
        post("/redazione/{id}/dati-personali", DESK, passages::decide),
        post("/redazione/{id}/indirizzo", DESK, renaming::rename),
        post("/redazione/{id}/rinvio", DESK, review::give_back),
        post("/redazione/{id}/pubblicazione", DESK, review::publish),
        post("/redazione/{id}/collegate", DESK, relations::relate),
        post("/redazione/{id}/traduzione", DESK, translations::translate),
        post("/redazione/{id}/traduzione/collega", DESK, translations::join),
        post("/redazione/{id}/traduzione/scollega", DESK, translations::part),
        post("/redazione/{id}/programmazione", DESK, review::unschedule),
        post("/redazione/{id}/verifica", DESK, checks::confirm),
        post("/redazione/{id}/responsabile", DESK, checks::set_owner),
        post("/redazione/{id}/ritiro", DESK, review::withdraw),
        get("/redazione/{id}/versioni/{number}", DESK, versions::show),
        post("/redazione/{id}/versioni/{number}/ripristino", DESK, versions::restore),
        // For coordinators.
        get("/amministrazione/risposte-pronte", COORDINATION, canned::list),
        get("/amministrazione/risposte-pronte/nuova", COORDINATION, canned::new_form),
        post("/amministrazione/risposte-pronte/nuova", COORDINATION, canned::create),
        get("/amministrazione/risposte-pronte/{id}", COORDINATION, canned::show),
        post("/amministrazione/risposte-pronte/{id}", COORDINATION, canned::save),
        post("/amministrazione/risposte-pronte/{id}/ritiro", COORDINATION, canned::withdraw),
        get("/amministrazione/assenze", COORDINATION, absences::all),
        post("/amministrazione/assenze", COORDINATION, absences::note_any),
        get("/amministrazione/assenze/{id}", COORDINATION, absences::show_any),
        post("/amministrazione/assenze/{id}", COORDINATION, absences::change_any),
        post("/amministrazione/assenze/{id}/elimina", COORDINATION, absences::withdraw_any),
        get("/amministrazione/assenze/{id}/domande", COORDINATION, absence::show),
        post("/amministrazione/assenze/{id}/domande", COORDINATION, absence::pass),
        // For coordinators and admins.
        get("/amministrazione", ADMINISTRATION, service_pages::administration),
        get("/amministrazione/utenti", ADMINISTRATION, users::list),
        get("/amministrazione/utenti/invito", ADMINISTRATION, users::invitation_form),
        post("/amministrazione/utenti/invito", ADMINISTRATION, users::invite),
        get("/amministrazione/utenti/{id}", ADMINISTRATION, users::user),
        post("/amministrazione/utenti/{id}/ruolo", ADMINISTRATION, users::change_role),
        post("/amministrazione/utenti/{id}/disattivazione", ADMINISTRATION, users::disable),
        post("/amministrazione/utenti/{id}/riattivazione", ADMINISTRATION, users::enable),
        post("/amministrazione/utenti/{id}/invito", ADMINISTRATION, users::invite_again),
        post("/amministrazione/utenti/{id}/email", ADMINISTRATION, users::try_mail_again),
        get("/amministrazione/argomenti", ADMINISTRATION, topic_rules::show),
        post("/amministrazione/argomenti", ADMINISTRATION, topic_rules::save),
        get("/amministrazione/gruppi", ADMINISTRATION, groups_page::list),
        post("/amministrazione/gruppi", ADMINISTRATION, groups_page::create),
        get("/amministrazione/gruppi/{id}", ADMINISTRATION, groups_page::group),
        post("/amministrazione/gruppi/{id}", ADMINISTRATION, groups_page::save),
        get("/amministrazione/instradamento", ADMINISTRATION, routing::list),
        get("/amministrazione/instradamento/nuova", ADMINISTRATION, routing::new_form),
        post("/amministrazione/instradamento/nuova", ADMINISTRATION, routing::create),
        get("/amministrazione/instradamento/prova", ADMINISTRATION, routing::trial::form),
        post("/amministrazione/instradamento/prova", ADMINISTRATION, routing::trial::show),
        get("/amministrazione/instradamento/{id}", ADMINISTRATION, routing::show),
        post("/amministrazione/instradamento/{id}", ADMINISTRATION, routing::save),
        post("/amministrazione/instradamento/{id}/posto", ADMINISTRATION, routing::shift),
        post("/amministrazione/instradamento/{id}/elimina", ADMINISTRATION, routing::delete),
        get("/amministrazione/scadenze", ADMINISTRATION, sla::policies::list),
        get("/amministrazione/scadenze/nuova", ADMINISTRATION, sla::policies::new_form),
        post("/amministrazione/scadenze/nuova", ADMINISTRATION, sla::policies::create),
        get("/amministrazione/scadenze/prova", ADMINISTRATION, sla::trial::show),
        get("/amministrazione/scadenze/{id}", ADMINISTRATION, sla::policies::show),
        post("/amministrazione/scadenze/{id}", ADMINISTRATION, sla::policies::save),
        post("/amministrazione/scadenze/{id}/configurazione", ADMINISTRATION, sla::policies::give_back),
        post("/amministrazione/calendari", ADMINISTRATION, sla::calendars::create),
        get("/amministrazione/calendari/{id}", ADMINISTRATION, sla::calendars::show),
        post("/amministrazione/calendari/{id}", ADMINISTRATION, sla::calendars::save),
        post("/amministrazione/calendari/{id}/giorni", ADMINISTRATION, sla::calendars::days),
        post("/amministrazione/calendari/{id}/ical", ADMINISTRATION, sla::calendars::propose),
        post("/amministrazione/calendari/{id}/configurazione", ADMINISTRATION, sla::calendars::give_back),
        get("/amministrazione/calendari/{id}/anno", ADMINISTRATION, sla::calendars::year),
        get("/amministrazione/posta", ADMINISTRATION, outbox_page::outbox),
        post("/amministrazione/posta/reinvio", ADMINISTRATION, outbox_page::send_all_again),
        post("/amministrazione/posta/{id}/reinvio", ADMINISTRATION, outbox_page::send_again),
        get("/amministrazione/cancellazioni", ADMINISTRATION, register_pages::list),
        post("/amministrazione/cancellazioni", ADMINISTRATION, register_pages::erase),
        get("/amministrazione/testi-email", ADMINISTRATION, mail_texts::list),
        get("/amministrazione/testi-email/{mail}/{lang}", ADMINISTRATION, mail_texts::show),
        post("/amministrazione/testi-email/{mail}/{lang}", ADMINISTRATION, mail_texts::save),
        post("/amministrazione/testi-email/{mail}/{lang}/originale", ADMINISTRATION, mail_texts::reset),
        get("/amministrazione/testi-email/{mail}/{lang}/anteprima", ADMINISTRATION, mail_texts::show_saved),
        post("/amministrazione/testi-email/{mail}/{lang}/anteprima", ADMINISTRATION, mail_texts::show_typed),
        post("/amministrazione/testi-email/{mail}/{lang}/prova", ADMINISTRATION, mail_texts::try_out),
        get("/healthz", Anyone, operations::alive),
        get("/readyz", Anyone, operations::ready),
        get("/metrics", Anyone, operations::figures),
        post("/api/v1/topics/suggest", DESK, tickets::api::suggest_topics),
        // For whoever reads figures.
        get("/api/v1/statistics/sla", FIGURES, statistics::sla_api::sla),
        get("/api/v1/statistics/reports", FIGURES, statistics::reports::api::list),
        get("/api/v1/statistics/reports/{report}", FIGURES, statistics::reports::api::show),
        get("/statistiche", FIGURES, statistics::overview::page::show),
        get("/statistiche/domande", COORDINATION, statistics::reports::behind_page::show),
        get("/statistiche/indicatori", FIGURES, statistics::indicators::page::show),
        get("/statistiche/indicatori.csv", FIGURES, statistics::indicators::page::file),
        get("/statistiche/indicatori.xlsx", FIGURES, statistics::indicators::page::workbook),
        get("/statistiche/indicatori.pdf", FIGURES, statistics::indicators::page::paper),
        get("/statistiche/indicatori.json", FIGURES, statistics::indicators::page::document),
        get("/statistiche/indicatori/obiettivi", COORDINATION, statistics::indicators::targets_page::form),
        post("/statistiche/indicatori/obiettivi", COORDINATION, statistics::indicators::targets_page::save),
        get("/statistiche/rapporti", FIGURES, statistics::frozen::pages::list),
        post("/statistiche/rapporti/nuovo", COORDINATION, statistics::frozen::freeze),
        post("/statistiche/rapporti/avvisi", FIGURES, statistics::frozen::choose_mails),
        get("/statistiche/rapporti/indirizzi", COORDINATION, mailing::pages::show),
        post("/statistiche/rapporti/indirizzi", COORDINATION, mailing::pages::add),
        post("/statistiche/rapporti/indirizzi/{id}/conferma", COORDINATION, mailing::pages::ask_again),
        post("/statistiche/rapporti/indirizzi/{id}/rimozione", COORDINATION, mailing::pages::remove),
        get("/statistiche/rapporti/{report}", FIGURES, statistics::frozen::pages::show),
        post("/statistiche/rapporti/{id}/correzioni", COORDINATION, statistics::frozen::note_erratum),
        get("/statistiche/{report}", FIGURES, statistics::overview::page::named),
    ]
}

/// Puts the table into a server; each route stands behind its guard.
pub fn configure(config: &mut web::ServiceConfig) {
    let mut table = table();
    table.sort_by_key(|entry| entry.path);
    for of_path in table.chunk_by(|one, other| one.path == other.path) {
        let mut resource = web::resource(of_path[0].path);
        for entry in of_path {
            let access = entry.access;
            let guarded = (entry.make)()
                .wrap(from_fn(move |request, next| guard::enter(access, request, next)))
                .wrap(from_fn(answer_in_any_case));
            resource = resource.route(guarded);
        }
        config.service(resource);
    }
}

fn get<F, Args>(path: &'static str, access: Access, handler: F) -> Entry
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let make = move || {
        web::route()
            .guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Head()))
            .to(handler.clone())
    };
    Entry { method: Method::GET, path, access, make: Box::new(make) }
}

fn post<F, Args>(path: &'static str, access: Access, handler: F) -> Entry
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let make = move || web::post().to(handler.clone());
    Entry { method: Method::POST, path, access, make: Box::new(make) }
}
