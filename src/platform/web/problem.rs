//! What goes wrong in a request: the visitor's mistake, or the program's fault. Only the second is a 500 and an alarm.
//!
//! A handler answers `Err(Problem)`; the response has a status and the problem as an extension, and the layer that
//! knows the visitor's language dresses it as a page (or, under `/api/`, as an RFC 9457 document).

use std::error::Error;
use std::fmt;
use std::panic::Location;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};

use crate::platform::db::DbError;
use crate::platform::storage::StorageError;

/// Result of a handler.
pub type WebResult = Result<HttpResponse, Problem>;

/// Why a request was not answered as asked.
#[derive(Debug)]
pub enum Problem {
    /// It does not exist, or this person may not know that it does.
    NotFound,
    /// A program that does not say, with a good token, for whom it acts.
    Unauthorized,
    /// The form does not come from a page of ours, or its session has ended.
    StaleForm,
    /// The request makes no sense: a wrong type, bad encoding, a repeated field.
    BadRequest(&'static str),
    /// The body, a file or a field is larger than allowed.
    TooLarge,
    /// The body came too slowly.
    TooSlow,
    /// Too many requests; try again after so many seconds.
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Something else happened meanwhile: the action is not possible any more.
    Conflict,
    /// What is asked for is not possible just now, and may be in a moment.
    Unavailable,
    /// The program's fault.
    Fault(Fault),
}

/// A fault with its cause, for the log, and a code that the visitor can quote.
pub struct Fault {
    cause: Box<dyn Error + Send + Sync>,
    place: &'static Location<'static>,
    /// Eight hexadecimal digits, shown on the page and written to the log.
    pub code: String,
}

impl Problem {
    /// A fault of the program.
    #[track_caller]
    pub fn fault(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let fault =
            Fault { cause: cause.into(), place: Location::caller(), code: crate::platform::random_hex(4) };
        tracing::error!(code = fault.code, place = %fault.place, cause = %fault.cause, "request failed");
        Self::Fault(fault)
    }

    /// What is asked for needs something outside the program that fails just now: the database, the disk.
    #[track_caller]
    pub fn outage(cause: &dyn Error) -> Self {
        tracing::error!(place = %Location::caller(), %cause, "a request could not be served");
        Self::Unavailable
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::StaleForm => StatusCode::FORBIDDEN,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the dressing layer needs to know.
    pub fn shown(&self) -> ShownProblem {
        ShownProblem {
            status: self.status(),
            code: match self {
                Self::Fault(fault) => Some(fault.code.clone()),
                _ => None,
            },
            retry_after: match self {
                Self::TooMany { retry_after } => Some(*retry_after),
                Self::Unavailable => Some(2),
                _ => None,
            },
            detail: match self {
                Self::BadRequest(why) => Some(why),
                _ => None,
            },
        }
    }
}

/// The part of a problem that may be shown, left on the response for the layer that dresses it.
#[derive(Debug, Clone)]
pub struct ShownProblem {
    /// The HTTP status.
    pub status: StatusCode,
    /// Code of a fault.
    pub code: Option<String>,
    /// Seconds to wait.
    pub retry_after: Option<u64>,
    /// What is wrong with the request, for the writer of a program.
    pub detail: Option<&'static str>,
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn error_response(&self) -> HttpResponse {
        let shown = self.shown();
        let mut response = HttpResponse::new(shown.status);
        if let Some(seconds) = shown.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
        }
        if shown.status == StatusCode::UNAUTHORIZED {
            // RFC 6750, 3.
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(shown);
        response
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadRequest(why) => write!(f, "bad request: {why}"),
            Self::Fault(fault) => write!(f, "fault {}: {}", fault.code, fault.cause),
            other => write!(f, "{}", other.status()),
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: {}", self.code, self.place, self.cause)
    }
}

impl From<DbError> for Problem {
    #[track_caller]
    fn from(error: DbError) -> Self {
        if error.is_passing() { Self::outage(&error) } else { Self::fault(error) }
    }
}

impl From<diesel::result::Error> for Problem {
    #[track_caller]
    fn from(error: diesel::result::Error) -> Self {
        DbError::from(error).into()
    }
}

impl From<tera::Error> for Problem {
    #[track_caller]
    fn from(error: tera::Error) -> Self {
        // The message alone names the template, its chain says what in it failed.
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            text = format!("{text}: {cause}");
            source = cause.source();
        }
        Self::fault(text)
    }
}

impl From<StorageError> for Problem {
    #[track_caller]
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Store(object_store::Error::NotFound { .. }) => Self::fault(error),
            error => Self::outage(&error),
        }
    }
}
