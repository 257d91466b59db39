//! `/api/v1/topics/suggest`: the guess of a topic, for other programs.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::cataloguing::guess_topics;
use crate::accounts::Visit;
use crate::kernel::text::Body;
use crate::platform::db::DbError;
use crate::platform::web::{Problem, WebResult};
use crate::topics;

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    text: String,
}

#[derive(Serialize)]
struct Answer {
    topics: Vec<Suggested>,
    /// Whether the first may be taken without asking a person.
    sure: bool,
}

#[derive(Serialize)]
struct Suggested {
    topic: String,
    confidence: f32,
    words: Vec<String>,
}

/// `POST /api/v1/topics/suggest` with `{"text": …}`: topics that the text may belong to, best first, each with a confidence
/// from 0 to 1 and the words that speak for it. Those words are of questions, so only whoever may read questions may ask; it changes nothing, so
/// it takes no token of a form.
///
/// # Errors
/// 400 for a body that is not that; when the database fails.
pub async fn suggest_topics(visit: Visit, body: web::Bytes) -> WebResult {
    visit.signed_in()?;
    let asked: Asked = serde_json::from_slice(&body)
        .map_err(|_| Problem::BadRequest("the body is JSON, {\"text\": \"…\"}"))?;
    if asked.text.chars().count() > Body::MAX {
        return Err(Problem::BadRequest("the text is longer than any question can be"));
    }
    let (app, now) = (visit.app().clone(), visit.now());
    let read = move |conn: &mut crate::platform::db::Conn| -> Result<Answer, DbError> {
        let tree = topics::tree(conn)?;
        let guesses = guess_topics(&app, conn, &asked.text, None, now)?;
        let sure = guesses.first().is_some_and(|guess| guess.is_sure());
        let suggested = guesses.into_iter().filter_map(|guess| {
            let topic = tree.get(guess.topic)?.slug.clone();
            Some(Suggested { topic, confidence: guess.confidence, words: guess.words })
        });
        Ok(Answer { topics: suggested.collect(), sure })
    };
    let answer = visit.app().db.read(read).await?;
    let json = serde_json::to_string(&answer).map_err(Problem::fault)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}
