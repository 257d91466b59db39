//! Who a person is to the desk.

use serde::Serialize;

use crate::kernel::ids::{AccountId, OrganisationId};
use crate::kernel::text::{EmailAddress, Name, Phone};
use crate::platform::i18n::Lang;

crate::text_enum! {
    /// What a person is at the desk. One account has one role; a requester never becomes staff, nor the reverse.
    pub enum Role {
        /// A worker or an enterprise that asks.
        Requester = "requester",
        /// A member of the "gruppo di esperte", who answers.
        Expert = "expert",
        /// Runs the desk.
        Coordinator = "coordinator",
        /// Reads figures, never personal data.
        Analyst = "analyst",
        /// The technician.
        Admin = "admin",
    }
}

impl Role {
    /// Everyone but requesters: accounts by invitation, shorter sessions.
    pub fn is_staff(self) -> bool {
        self != Self::Requester
    }

    /// Works on questions.
    pub fn is_desk(self) -> bool {
        matches!(self, Self::Expert | Self::Coordinator)
    }
}

crate::text_enum! {
    /// Who asks.
    pub enum RequesterKind {
        /// A lavoratrice or a lavoratore.
        Worker = "worker",
        /// A micro, small or medium enterprise.
        Enterprise = "enterprise",
    }
}

crate::text_enum! {
    /// Size class by declared headcount (Recommendation 2003/361/EC, annex, art. 2).
    pub enum CompanySize {
        /// Fewer than 10 persons.
        Micro = "micro",
        /// 10 to 49 persons.
        Small = "small",
        /// 50 to 249 persons.
        Medium = "medium",
    }
}

crate::text_enum! {
    /// Whether an account may be used.
    pub enum AccountState {
        /// The address is not confirmed (or the invitation not taken up): sees and does nothing.
        Pending = "pending",
        /// Known by what the desk wrote down of a call or a visit: hears of her questions, and signs in once she has set a
        /// password through a mail.
        Contact = "contact",
        /// In use.
        Active = "active",
        /// Closed by the desk: no sign-in, no mail.
        Disabled = "disabled",
        /// Nobody's any more: her data were erased. The row stays, so that her questions are still one person's in the figures.
        Erased = "erased",
    }
}

impl AccountState {
    /// Nobody has shown yet to read the mail of its address.
    pub fn is_unconfirmed(self) -> bool {
        matches!(self, Self::Pending | Self::Contact)
    }

    /// Whether a link in a mail lets its person in.
    pub fn may_come_back(self) -> bool {
        !matches!(self, Self::Disabled | Self::Erased)
    }

    /// Whether mails tell its person of her questions: the desk knows from her own mouth whose address it is, or from the mail
    /// that she read.
    pub fn hears_of_questions(self) -> bool {
        matches!(self, Self::Active | Self::Contact)
    }
}

/// A person with an account, as every other domain sees one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// Name as the person wrote it.
    pub name: Name,
    /// Where mail goes; whoever asked by telephone may have no address.
    pub email: Option<EmailAddress>,
    /// Where to call whoever asked by telephone or at the front desk.
    pub phone: Option<Phone>,
    /// The one role.
    pub role: Role,
    /// Worker or enterprise; only requesters have one.
    pub kind: Option<RequesterKind>,
    /// Language of pages and mails.
    pub lang: Lang,
    /// The partner that a member of staff belongs to.
    pub organisation: Option<OrganisationId>,
    /// Whether the account may be used.
    pub state: AccountState,
    /// Whether the text of an answer may be in the mail; otherwise only its link.
    pub mail_answer_text: bool,
}

impl Person {
    /// The address as text; empty when there is none.
    pub fn address(&self) -> &str {
        self.email.as_ref().map_or("", EmailAddress::as_str)
    }
}
