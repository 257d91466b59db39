//! Every table of both databases, kept by hand: a test compares it with what the migrations make.

diesel::table! {
    counters (name) {
        name -> Text,
        value -> BigInt,
    }
}

diesel::table! {
    instance_keys (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    events (position) {
        position -> BigInt,
        at -> Timestamp,
        kind -> Text,
        actor_id -> Nullable<BigInt>,
        ticket_id -> Nullable<BigInt>,
        entry_id -> Nullable<BigInt>,
        payload -> Text,
    }
}

diesel::table! {
    follower_cursors (name) {
        name -> Text,
        position -> BigInt,
    }
}

diesel::table! {
    job_runs (job, slot) {
        job -> Text,
        slot -> Timestamp,
        started_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
    }
}

diesel::table! {
    erasures (id) {
        id -> BigInt,
        account_id -> BigInt,
        erased_at -> Timestamp,
        asked_by -> Text,
        noted_by -> Nullable<BigInt>,
        reason -> Nullable<Text>,
        questions -> BigInt,
        messages -> BigInt,
        files -> BigInt,
        tell_to -> Nullable<Text>,
    }
}

diesel::table! {
    erased_files (storage_key) {
        storage_key -> Text,
    }
}

diesel::table! {
    organisations (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        email -> Nullable<Text>,
        name -> Text,
        role -> Text,
        kind -> Nullable<Text>,
        state -> Text,
        password_hash -> Nullable<Text>,
        lang -> Text,
        organisation_id -> Nullable<BigInt>,
        municipality -> Nullable<Text>,
        company -> Nullable<Text>,
        vat_number -> Nullable<Text>,
        company_size -> Nullable<Text>,
        sector -> Nullable<Text>,
        gender -> Nullable<Text>,
        birth_year -> Nullable<Integer>,
        children -> Nullable<Integer>,
        mail_answer_text -> Bool,
        created_at -> Timestamp,
        confirmed_at -> Nullable<Timestamp>,
        last_sign_in_at -> Nullable<Timestamp>,
        wanted_page -> Nullable<Text>,
        links_revision -> Integer,
        phone -> Nullable<Text>,
    }
}

diesel::table! {
    consents (id) {
        id -> BigInt,
        account_id -> BigInt,
        notice_version -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Text,
        account_id -> BigInt,
        created_at -> Timestamp,
        last_seen_at -> Timestamp,
        expires_at -> Timestamp,
        ended_at -> Nullable<Timestamp>,
        device -> Text,
    }
}

diesel::table! {
    one_time_tokens (token_hash) {
        token_hash -> Text,
        account_id -> BigInt,
        purpose -> Text,
        created_at -> Timestamp,
        expires_at -> Timestamp,
        used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    personal_tokens (id) {
        id -> BigInt,
        account_id -> BigInt,
        name -> Text,
        token_hash -> Text,
        created_at -> Timestamp,
        last_used_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    absences (id) {
        id -> BigInt,
        account_id -> BigInt,
        first_day -> Text,
        last_day -> Text,
        stand_in_id -> Nullable<BigInt>,
        noted_by -> BigInt,
        noted_at -> Timestamp,
    }
}

diesel::table! {
    expert_groups (id) {
        id -> BigInt,
        name -> Text,
        distribution -> Text,
    }
}

diesel::table! {
    group_turns (group_id, account_id) {
        group_id -> BigInt,
        account_id -> BigInt,
        turn -> BigInt,
    }
}

diesel::table! {
    group_members (group_id, account_id) {
        group_id -> BigInt,
        account_id -> BigInt,
    }
}

diesel::table! {
    topics (id) {
        id -> BigInt,
        parent_id -> Nullable<BigInt>,
        slug -> Text,
        name_it -> Text,
        name_en -> Text,
        summary_it -> Text,
        summary_en -> Text,
        place -> Integer,
        active -> Bool,
        group_id -> Nullable<BigInt>,
        approval_percent -> Nullable<Integer>,
    }
}

diesel::table! {
    policy_versions (id) {
        id -> BigInt,
        created_at -> Timestamp,
        adopted_at -> Timestamp,
        fingerprint -> Text,
        definition -> Text,
    }
}

diesel::table! {
    calendars (id) {
        id -> BigInt,
        name -> Text,
        revision -> Integer,
        by_hand -> Bool,
        definition -> Text,
        configured -> Nullable<Text>,
    }
}

diesel::table! {
    policies (id) {
        id -> BigInt,
        scope -> Text,
        topic_id -> Nullable<BigInt>,
        kind -> Nullable<Text>,
        revision -> Integer,
        by_hand -> Bool,
        terms -> Text,
        configured -> Nullable<Text>,
        version_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    promise_revisions (subject, subject_id, number) {
        subject -> Text,
        subject_id -> BigInt,
        number -> Integer,
        at -> Timestamp,
        actor_id -> Nullable<BigInt>,
        origin -> Text,
        definition -> Text,
    }
}

diesel::table! {
    catalogue_searches (day) {
        day -> Text,
        searches -> Integer,
        without_result -> Integer,
    }
}

diesel::table! {
    entry_readings (day, entry_id) {
        day -> Text,
        entry_id -> BigInt,
        readings -> Integer,
    }
}

diesel::table! {
    indicator_targets (year, revision, indicator) {
        year -> Integer,
        revision -> Integer,
        indicator -> Text,
        value -> Nullable<Integer>,
        set_by -> BigInt,
        set_at -> Timestamp,
    }
}

diesel::table! {
    frozen_reports (id) {
        id -> BigInt,
        span -> Text,
        first_day -> Text,
        last_day -> Text,
        frozen_at -> Timestamp,
        frozen_by -> Nullable<BigInt>,
        digest -> Text,
        document -> Text,
        months_told -> Text,
        withheld -> Text,
    }
}

diesel::table! {
    frozen_errata (id) {
        id -> BigInt,
        report_id -> BigInt,
        part -> Nullable<Text>,
        words -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
    }
}

diesel::table! {
    frozen_readers (account_id, span) {
        account_id -> BigInt,
        span -> Text,
    }
}

diesel::table! {
    outside_addresses (id) {
        id -> BigInt,
        body -> Text,
        address -> Nullable<Text>,
        lang -> Text,
        added_by -> BigInt,
        added_at -> Timestamp,
        asked_at -> Timestamp,
        secret_hash -> Nullable<Text>,
        secret_until -> Nullable<Timestamp>,
        confirmed_at -> Nullable<Timestamp>,
        removed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    outside_spans (outside_id, span) {
        outside_id -> BigInt,
        span -> Text,
    }
}

diesel::table! {
    outside_undeliverable (outside_id) {
        outside_id -> BigInt,
        since -> Timestamp,
        detail -> Text,
    }
}

diesel::table! {
    search_misses (day, words) {
        day -> Text,
        words -> Text,
        times -> Integer,
    }
}

diesel::table! {
    deflections (id) {
        id -> BigInt,
        entry_id -> BigInt,
        submission_key -> Text,
        account_id -> Nullable<BigInt>,
        at -> Timestamp,
        outcome -> Text,
    }
}

diesel::table! {
    synonym_lists (version) {
        version -> Integer,
        text -> Text,
        editor_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    tickets (id) {
        id -> BigInt,
        requester_id -> BigInt,
        channel -> Text,
        state -> Text,
        topic_id -> Nullable<BigInt>,
        group_id -> Nullable<BigInt>,
        assignee_id -> Nullable<BigInt>,
        subject -> Text,
        municipality -> Nullable<Text>,
        kind -> Text,
        lang -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        due_at -> Nullable<Timestamp>,
        answered_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        helpful -> Nullable<Bool>,
        version -> Integer,
        submission_key -> Nullable<Text>,
        content_hash -> Text,
        reference -> Nullable<Text>,
        cycle_id -> Nullable<BigInt>,
        stage -> Text,
        queue_at -> Timestamp,
        priority -> Text,
        topic_proposed -> Bool,
        links_revision -> Integer,
        approval_kept_for -> Nullable<BigInt>,
    }
}

diesel::table! {
    ticket_profiles (ticket_id) {
        ticket_id -> BigInt,
        company_size -> Nullable<Text>,
        sector -> Nullable<Text>,
        gender -> Nullable<Text>,
        age_class -> Nullable<Text>,
        children -> Nullable<Integer>,
    }
}

diesel::table! {
    routing_rules (id) {
        id -> BigInt,
        name -> Text,
        place -> Integer,
        active -> Bool,
        revision -> Integer,
        changes -> Integer,
        topic_id -> Nullable<BigInt>,
        words -> Text,
        municipality -> Nullable<Text>,
        kind -> Nullable<Text>,
        channel -> Nullable<Text>,
        group_id -> Nullable<BigInt>,
        person_id -> Nullable<BigInt>,
        priority -> Nullable<Text>,
        policy_id -> Nullable<BigInt>,
        editor_id -> BigInt,
        updated_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    ticket_routes (ticket_id) {
        ticket_id -> BigInt,
        rule_id -> BigInt,
        policy_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    saved_views (id) {
        id -> BigInt,
        owner_id -> BigInt,
        name -> Text,
        shared -> Bool,
        place -> Integer,
        list -> Text,
        whose -> Text,
        words -> Nullable<Text>,
        topic -> Nullable<Text>,
        municipality -> Nullable<Text>,
        kind -> Nullable<Text>,
        channel -> Nullable<Text>,
        organisation_id -> Nullable<BigInt>,
        sorting -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    messages (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        author_id -> Nullable<BigInt>,
        author_role -> Text,
        kind -> Text,
        body -> Text,
        created_at -> Timestamp,
        mail_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    imported_mails (key) {
        key -> Text,
        ticket_id -> BigInt,
    }
}

diesel::table! {
    question_drafts (id) {
        id -> BigInt,
        account_id -> BigInt,
        topic_id -> Nullable<BigInt>,
        subject -> Text,
        body -> Text,
        submission_key -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    answer_drafts (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        author_id -> BigInt,
        answer -> Text,
        note -> Text,
        ticket_version -> Integer,
        version -> Integer,
        page -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    canned_answers (id) {
        id -> BigInt,
        title -> Text,
        topic_id -> Nullable<BigInt>,
        lang -> Text,
        body -> Text,
        version -> Integer,
        used -> BigInt,
        editor_id -> BigInt,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        withdrawn_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    opinions (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        asked_by -> BigInt,
        asked_of -> BigInt,
        note_id -> BigInt,
        asked_at -> Timestamp,
        reply_id -> Nullable<BigInt>,
        given_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    merges (ticket_id) {
        ticket_id -> BigInt,
        into_id -> BigInt,
        merged_by -> BigInt,
        merged_at -> Timestamp,
    }
}

diesel::table! {
    ticket_links (low_id, high_id) {
        low_id -> BigInt,
        high_id -> BigInt,
        kind -> Text,
        made_by -> BigInt,
        made_at -> Timestamp,
    }
}

diesel::table! {
    proposed_answers (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        author_id -> BigInt,
        edited_by -> BigInt,
        note_id -> BigInt,
        seen_version -> Integer,
        proposed_at -> Timestamp,
        outcome -> Nullable<Text>,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        reply_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    ticket_presence (ticket_id, account_id) {
        ticket_id -> BigInt,
        account_id -> BigInt,
        writing -> Bool,
        opened_at -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    attachments (id) {
        id -> BigInt,
        message_id -> Nullable<BigInt>,
        draft_id -> Nullable<BigInt>,
        name -> Text,
        content_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        storage_key -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    cycles (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        number -> Integer,
        policy_version_id -> BigInt,
        state -> Text,
        started_at -> Timestamp,
        due_at -> Timestamp,
        paused_at -> Nullable<Timestamp>,
        stopped_at -> Nullable<Timestamp>,
        outcome -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
        paused_seconds -> BigInt,
        next_step_at -> Nullable<Timestamp>,
        approval_percent -> Integer,
        answered_by -> Nullable<BigInt>,
        organisation_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    clock_events (id) {
        id -> BigInt,
        cycle_id -> BigInt,
        kind -> Text,
        at -> Timestamp,
        due_at -> Nullable<Timestamp>,
        actor_id -> Nullable<BigInt>,
        cause -> Text,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    deadline_steps (cycle_id, step) {
        cycle_id -> BigInt,
        step -> Integer,
        at -> Timestamp,
        late -> Bool,
    }
}

diesel::table! {
    entries (id) {
        id -> BigInt,
        reference -> Nullable<Text>,
        slug -> Text,
        state -> Text,
        draft_version -> Integer,
        published_version -> Nullable<Integer>,
        source_ticket_id -> Nullable<BigInt>,
        author_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
        published_at -> Nullable<Timestamp>,
        withdrawn_at -> Nullable<Timestamp>,
        owner_id -> Nullable<BigInt>,
        verified_on -> Nullable<Text>,
        review_by -> Nullable<Text>,
        publish_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    entry_versions (id) {
        id -> BigInt,
        entry_id -> BigInt,
        number -> Integer,
        kind -> Text,
        topic_id -> BigInt,
        audience -> Text,
        language -> Text,
        title -> Text,
        summary -> Text,
        body -> Text,
        sources -> Text,
        territory -> Text,
        verified_on -> Nullable<Text>,
        review_by -> Nullable<Text>,
        editor_id -> Nullable<BigInt>,
        created_at -> Timestamp,
        details -> Text,
        municipality -> Nullable<Text>,
        valid_from -> Nullable<Text>,
        valid_to -> Nullable<Text>,
    }
}

diesel::table! {
    entry_remarks (id) {
        id -> BigInt,
        entry_id -> BigInt,
        version -> Integer,
        author_id -> Nullable<BigInt>,
        text -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    entry_passages (entry_id, passage) {
        entry_id -> BigInt,
        passage -> Text,
        decided_by -> BigInt,
        decided_at -> Timestamp,
    }
}

diesel::table! {
    entry_publications (entry_id, version) {
        entry_id -> BigInt,
        version -> Integer,
        published_at -> Timestamp,
        readable -> Bool,
    }
}

diesel::table! {
    entry_sources (entry_id, ticket_id) {
        entry_id -> BigInt,
        ticket_id -> BigInt,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
    }
}

diesel::table! {
    entry_relations (entry_id, other_id) {
        entry_id -> BigInt,
        other_id -> BigInt,
        place -> Integer,
    }
}

diesel::table! {
    entry_files (id) {
        id -> BigInt,
        entry_id -> BigInt,
        name -> Text,
        content_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        storage_key -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    entry_version_files (entry_id, version, place) {
        entry_id -> BigInt,
        version -> Integer,
        file_id -> BigInt,
        label -> Text,
        place -> Integer,
    }
}

diesel::table! {
    entry_translations (entry_id) {
        entry_id -> BigInt,
        original_id -> BigInt,
        based_on -> Integer,
        behind -> Bool,
    }
}

diesel::table! {
    entry_votes (id) {
        id -> BigInt,
        entry_id -> BigInt,
        version -> Integer,
        useful -> Bool,
        reason -> Nullable<Text>,
        note -> Text,
        day -> Text,
    }
}

diesel::table! {
    entry_vote_keys (day) {
        day -> Text,
        value -> Text,
    }
}

diesel::table! {
    entry_vote_marks (day, mark) {
        day -> Text,
        mark -> Text,
    }
}

diesel::table! {
    entry_addresses (slug) {
        slug -> Text,
        entry_id -> BigInt,
        retired_at -> Timestamp,
    }
}

diesel::table! {
    entry_reuses (entry_id, message_id) {
        entry_id -> BigInt,
        message_id -> BigInt,
        at -> Timestamp,
    }
}

diesel::table! {
    message_sources (message_id, ticket_id) {
        message_id -> BigInt,
        ticket_id -> BigInt,
    }
}

diesel::table! {
    mail_texts (id) {
        id -> BigInt,
        mail -> Text,
        lang -> Text,
        version -> Integer,
        edits -> Nullable<Text>,
        editor_id -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    notices (id) {
        id -> BigInt,
        recipient_id -> BigInt,
        event_position -> BigInt,
        mail -> Text,
        ticket_id -> Nullable<BigInt>,
        entry_id -> Nullable<BigInt>,
        at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    notification_choices (account_id, matter) {
        account_id -> BigInt,
        matter -> Text,
        by_mail -> Bool,
        by_notice -> Bool,
    }
}

diesel::table! {
    daily_digests (account_id) {
        account_id -> BigInt,
        hour -> Integer,
        last_on -> Nullable<Text>,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        event_position -> BigInt,
        recipient_id -> Nullable<BigInt>,
        mail -> Text,
        ticket_id -> Nullable<BigInt>,
        message_id -> Nullable<BigInt>,
        entry_id -> Nullable<BigInt>,
        rfc_message_id -> Text,
        state -> Text,
        attempts -> Integer,
        next_attempt_at -> Timestamp,
        leased_until -> Nullable<Timestamp>,
        lease_owner -> Nullable<Text>,
        last_problem -> Nullable<Text>,
        last_error -> Nullable<Text>,
        subject -> Text,
        created_at -> Timestamp,
        sent_at -> Nullable<Timestamp>,
        is_asked_for -> Bool,
        outside_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    sent_mails (day, mail) {
        day -> Text,
        mail -> Text,
        number -> Integer,
    }
}

diesel::table! {
    discarded_mails (day) {
        day -> Text,
        number -> Integer,
    }
}

diesel::table! {
    mail_alarms (account_id) {
        account_id -> BigInt,
        told_at -> Timestamp,
    }
}

diesel::table! {
    undeliverable (account_id) {
        account_id -> BigInt,
        since -> Timestamp,
        detail -> Text,
    }
}

diesel::table! {
    ratings (cycle_id) {
        cycle_id -> BigInt,
        ticket_id -> BigInt,
        verdict -> Text,
        reason -> Nullable<Text>,
        words -> Nullable<Text>,
        way -> Text,
        rated_at -> Timestamp,
    }
}

diesel::table! {
    rating_requests (cycle_id) {
        cycle_id -> BigInt,
        ticket_id -> BigInt,
        account_id -> BigInt,
        asked_at -> Timestamp,
        reminded_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    incoming_mails (id) {
        id -> BigInt,
        source -> Text,
        content_hash -> Text,
        raw_key -> Nullable<Text>,
        size -> BigInt,
        envelope_from -> Nullable<Text>,
        envelope_to -> Nullable<Text>,
        received_at -> Timestamp,
        state -> Text,
        reason -> Nullable<Text>,
        rfc_message_id -> Nullable<Text>,
        sender_name -> Nullable<Text>,
        sender_email -> Nullable<Text>,
        subject -> Nullable<Text>,
        ticket_id -> Nullable<BigInt>,
        left_out -> Nullable<Text>,
        attempts -> Integer,
        next_attempt_at -> Timestamp,
        settled_at -> Nullable<Timestamp>,
        settled_by -> Nullable<BigInt>,
        formatted -> Bool,
        sender_mailbox -> Nullable<Text>,
    }
}

diesel::table! {
    imap_folders (id) {
        id -> BigInt,
        mailbox -> Text,
        folder -> Text,
        since -> Timestamp,
        uid_validity -> Nullable<BigInt>,
        last_uid -> BigInt,
        old_until -> BigInt,
        held_by -> Nullable<Text>,
        held_until -> Nullable<Timestamp>,
        read_at -> Nullable<Timestamp>,
        problem -> Nullable<Text>,
        problem_since -> Nullable<Timestamp>,
        compared_at -> Nullable<Timestamp>,
        in_folder -> Nullable<BigInt>,
        missed -> Nullable<BigInt>,
    }
}

diesel::table! {
    imap_messages (folder_id, uid_validity, uid) {
        folder_id -> BigInt,
        uid_validity -> BigInt,
        uid -> BigInt,
        found_at -> Timestamp,
        outcome -> Text,
        mail_id -> Nullable<BigInt>,
        problem -> Nullable<Text>,
        ask_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    entry_norms (norm, entry_id) {
        norm -> Text,
        entry_id -> BigInt,
        version -> Integer,
        places -> Text,
    }
}

diesel::table! {
    answer_norms (norm, message_id) {
        norm -> Text,
        message_id -> BigInt,
        answered_at -> Timestamp,
        places -> Text,
    }
}

diesel::table! {
    norm_changes (id) {
        id -> BigInt,
        norm -> Text,
        changed_on -> Text,
        what -> Text,
        answers_since -> Timestamp,
        noted_by -> BigInt,
        noted_at -> Timestamp,
    }
}

diesel::table! {
    norm_reviews (id) {
        id -> BigInt,
        change_id -> BigInt,
        entry_id -> Nullable<BigInt>,
        message_id -> Nullable<BigInt>,
        outcome -> Nullable<Text>,
        settled_by -> Nullable<BigInt>,
        settled_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    check_reminders (entry_id) {
        entry_id -> BigInt,
        review_by -> Text,
        told_to -> Nullable<BigInt>,
        of_the_day -> Bool,
        told_on -> Text,
    }
}

diesel::table! {
    norm_notices (id) {
        id -> BigInt,
        change_id -> BigInt,
        body -> Text,
        written_by -> BigInt,
        written_at -> Timestamp,
    }
}

diesel::table! {
    norm_tellings (change_id, account_id) {
        change_id -> BigInt,
        account_id -> BigInt,
        notice_id -> BigInt,
        told_at -> Nullable<Timestamp>,
    }
}

diesel::joinable!(ratings -> tickets (ticket_id));
diesel::joinable!(rating_requests -> tickets (ticket_id));
diesel::joinable!(messages -> tickets (ticket_id));
diesel::joinable!(attachments -> messages (message_id));
diesel::joinable!(imap_messages -> imap_folders (folder_id));
diesel::joinable!(messages -> incoming_mails (mail_id));
diesel::joinable!(answer_drafts -> tickets (ticket_id));
diesel::joinable!(opinions -> tickets (ticket_id));
diesel::joinable!(proposed_answers -> tickets (ticket_id));
diesel::joinable!(group_members -> expert_groups (group_id));
diesel::joinable!(group_members -> accounts (account_id));
diesel::joinable!(cycles -> tickets (ticket_id));
diesel::joinable!(ticket_profiles -> tickets (ticket_id));
diesel::joinable!(clock_events -> cycles (cycle_id));
diesel::joinable!(deadline_steps -> cycles (cycle_id));
diesel::joinable!(entry_versions -> entries (entry_id));
diesel::joinable!(entry_versions -> topics (topic_id));
diesel::joinable!(entry_remarks -> entries (entry_id));
diesel::joinable!(entry_version_files -> entry_files (file_id));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(consents -> accounts (account_id));
diesel::joinable!(one_time_tokens -> accounts (account_id));
diesel::joinable!(personal_tokens -> accounts (account_id));
diesel::joinable!(accounts -> organisations (organisation_id));
diesel::joinable!(absences -> accounts (stand_in_id));
diesel::joinable!(outbox -> accounts (recipient_id));
diesel::joinable!(imported_mails -> tickets (ticket_id));
diesel::joinable!(tickets -> topics (topic_id));
diesel::joinable!(topics -> expert_groups (group_id));
diesel::joinable!(policies -> policy_versions (version_id));

diesel::allow_tables_to_appear_in_same_query!(
    counters,
    instance_keys,
    events,
    follower_cursors,
    job_runs,
    organisations,
    accounts,
    consents,
    sessions,
    one_time_tokens,
    personal_tokens,
    absences,
    expert_groups,
    group_turns,
    group_members,
    topics,
    policy_versions,
    calendars,
    policies,
    promise_revisions,
    tickets,
    ticket_profiles,
    routing_rules,
    ticket_routes,
    saved_views,
    messages,
    question_drafts,
    answer_drafts,
    canned_answers,
    opinions,
    proposed_answers,
    merges,
    ticket_links,
    ticket_presence,
    attachments,
    cycles,
    clock_events,
    deadline_steps,
    ratings,
    rating_requests,
    entries,
    entry_versions,
    entry_remarks,
    entry_passages,
    entry_publications,
    entry_sources,
    entry_relations,
    entry_files,
    entry_translations,
    entry_version_files,
    entry_norms,
    answer_norms,
    norm_changes,
    norm_reviews,
    norm_notices,
    norm_tellings,
    check_reminders,
    entry_addresses,
    entry_votes,
    entry_vote_keys,
    entry_vote_marks,
    entry_reuses,
    message_sources,
    imported_mails,
    notices,
    notification_choices,
    daily_digests,
    mail_texts,
    search_misses,
    catalogue_searches,
    entry_readings,
    indicator_targets,
    frozen_reports,
    frozen_errata,
    frozen_readers,
    outside_addresses,
    outside_spans,
    outside_undeliverable,
    deflections,
    synonym_lists,
    outbox,
    sent_mails,
    discarded_mails,
    incoming_mails,
    imap_folders,
    imap_messages,
);
