//! Who may do and see what, role by role.

use super::*;
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::i18n::Lang;

fn person(id: i64, role: Role) -> Person {
    Person {
        id: AccountId(id),
        name: Name::parse("Anna").expect("a name"),
        email: EmailAddress::parse("anna@esempio.it").ok(),
        phone: None,
        role,
        kind: None,
        lang: Lang::It,
        organisation: None,
        state: AccountState::Active,
        mail_answer_text: false,
    }
}

const TICKET: TicketFacts =
    TicketFacts { requester: AccountId(1), assignee: Some(AccountId(2)), stand_in: None };

#[test]
fn strangers_analysts_and_admins_can_do_nothing_with_a_ticket() {
    for who in [person(9, Role::Requester), person(1, Role::Analyst), person(2, Role::Admin)] {
        for action in TicketAction::ALL {
            assert!(!may(&who, *action, &TICKET), "{:?} {action:?}", who.role);
        }
    }
}

#[test]
fn requesters_never_see_what_is_internal() {
    let anna = person(1, Role::Requester);
    assert!(may(&anna, TicketAction::Read, &TICKET));
    assert!(!may(&anna, TicketAction::ReadInternal, &TICKET));
    assert_eq!(ticket_scope(&anna), TicketScope::Own(AccountId(1)));
}

#[test]
fn only_who_holds_the_ticket_or_a_coordinator_answers() {
    assert!(may(&person(2, Role::Expert), TicketAction::Answer, &TICKET));
    assert!(!may(&person(3, Role::Expert), TicketAction::Answer, &TICKET));
    assert!(may(&person(4, Role::Coordinator), TicketAction::Answer, &TICKET));
    assert!(!may(&person(2, Role::Expert), TicketAction::MoveDeadline, &TICKET));
    // What an act changed for whoever asked is told by everybody of the desk, and by nobody else.
    assert!(may(&person(3, Role::Expert), TicketAction::TellOfChange, &TICKET));
    assert!(!may(&person(1, Role::Requester), TicketAction::TellOfChange, &TICKET));
}

#[test]
fn what_a_colleague_holds_is_not_put_aside_behind_her_back() {
    let unheld = TicketFacts { assignee: None, ..TICKET };
    assert!(may(&person(2, Role::Expert), TicketAction::Spam, &TICKET));
    assert!(!may(&person(3, Role::Expert), TicketAction::Spam, &TICKET));
    assert!(may(&person(3, Role::Expert), TicketAction::Spam, &unheld));
    assert!(may(&person(4, Role::Coordinator), TicketAction::Spam, &TICKET));
}

#[test]
fn whoever_wrote_an_answer_or_changed_it_last_does_not_let_it_leave() {
    let answer = ProposedFacts {
        author: AccountId(2),
        edited_by: AccountId(4),
        assignee: Some(AccountId(2)),
        needs_approval: true,
    };
    let can = |who: &Person, answer: &ProposedFacts| {
        let all = ProposedAction::ALL.iter().copied();
        all.filter(|action| may_with_proposed(who, *action, answer)).collect::<Vec<_>>()
    };
    use ProposedAction::{Approve, Change, Return, Withdraw};
    assert_eq!(can(&person(2, Role::Expert), &answer), [Change, Withdraw]);
    assert_eq!(can(&person(4, Role::Coordinator), &answer), [Change, Withdraw]);
    assert_eq!(can(&person(3, Role::Expert), &answer), [Approve, Return]);
    assert_eq!(can(&person(5, Role::Coordinator), &answer), [Approve, Return, Change, Withdraw]);
    for role in [Role::Requester, Role::Analyst, Role::Admin] {
        assert_eq!(can(&person(9, role), &answer), []);
    }
    let gone = Person { state: AccountState::Disabled, ..person(3, Role::Expert) };
    assert_eq!(can(&gone, &answer), []);
    // The rule was lifted: the one who holds the question sends it herself.
    let free = ProposedFacts { needs_approval: false, ..answer };
    assert_eq!(can(&person(2, Role::Expert), &free), [Approve, Change, Withdraw]);
}

#[test]
fn what_is_shared_is_the_coordinators_to_change() {
    let (eva, dora) = (person(2, Role::Expert), person(3, Role::Coordinator));
    assert!(may_share_views(&dora) && !may_share_views(&eva));
    assert!(may_change_view(&eva, AccountId(2), false));
    assert!(!may_change_view(&eva, AccountId(2), true));
    assert!(!may_change_view(&dora, AccountId(2), false));
    assert!(may_change_view(&dora, AccountId(2), true));
    assert!(!may_change_view(&person(2, Role::Analyst), AccountId(2), false));
}

#[test]
fn whoever_wrote_an_entry_last_does_not_publish_it() {
    let entry = EntryFacts { written_by: Some(AccountId(4)), public: false };
    assert!(!may_with_entry(Some(&person(4, Role::Coordinator)), EntryAction::Publish, &entry));
    assert!(may_with_entry(Some(&person(5, Role::Coordinator)), EntryAction::Publish, &entry));
    assert!(may_with_entry(Some(&person(5, Role::Expert)), EntryAction::Publish, &entry));
    assert!(!may_with_entry(Some(&person(4, Role::Expert)), EntryAction::Publish, &entry));
    assert!(!may_with_entry(Some(&person(5, Role::Expert)), EntryAction::Withdraw, &entry));
    for action in EntryAction::ALL {
        assert!(!may_with_entry(None, *action, &entry));
        assert!(!may_with_entry(Some(&person(1, Role::Requester)), *action, &entry));
    }
}

#[test]
fn only_an_admin_makes_an_admin_and_nobody_a_requester() {
    let (admin, coordinator) = (person(1, Role::Admin), person(2, Role::Coordinator));
    assert!(may_administer(&admin, Role::Admin));
    assert!(!may_administer(&coordinator, Role::Admin));
    assert!(may_administer(&coordinator, Role::Coordinator));
    for who in Role::ALL {
        assert!(!may_administer(&person(3, *who), Role::Requester));
    }
}

#[test]
fn a_route_for_roles_is_closed_to_all_others() {
    assert!(may_enter(None, Access::Anyone));
    assert!(!may_enter(None, Access::SignedIn));
    assert!(!may_enter(Some(&person(1, Role::Admin)), DESK));
    assert!(!may_enter(Some(&person(1, Role::Analyst)), ADMINISTRATION));
    assert!(may_enter(Some(&person(1, Role::Coordinator)), FIGURES));
}

#[test]
fn mails_are_read_at_the_desk_alone() {
    for role in Role::ALL {
        for action in [MailAction::Read, MailAction::TakeIn] {
            for question in [None, Some(&TICKET)] {
                assert_eq!(may_with_mail(&person(1, *role), action, question), role.is_desk(), "{role:?}");
            }
        }
    }
}
