# Who has which question, and what waits for a second person: part of figures.R.
#
# Reads people.csv (of whom of the desk which organisation), moves.csv (how questions passed from one to another), proposed.csv
# (answers that were handed in) and reviews.csv (what happened to entries of the catalogue).

people <- read("people.csv")
organisation_of <- setNames(people$organisation, people$account)
works_for <- function(persons) ifelse(persons == "", "", unname(organisation_of[persons]))

# --- who has what ----------------------------------------------------------------------------------------------------

moves <- read("moves.csv")
moves$at <- as.numeric(moves$at)
moves <- moves[order(as.numeric(moves$ticket), as.numeric(moves$position)), ]
into_the_queue <- moves$kind %in% c("ticket_released", "claim_expired", "ticket_marked_spam")
moves$person[into_the_queue] <- ""
# A rule may choose a group alone, and what becomes part of another may be nobody's.
moves <- moves[into_the_queue | moves$person != "", ]
passes <- rep(TRUE, nrow(moves))
held <- ""
for (place in seq_len(nrow(moves))) {
  if (place == 1 || moves$ticket[place] != moves$ticket[place - 1]) held <- ""
  # A question that somebody has stays with her when another becomes part of it.
  passes[place] <- moves$kind[place] != "ticket_took_in" || held == ""
  if (passes[place]) held <- moves$person[place]
}
moves <- moves[passes, ]
moves_of <- split(moves, moves$ticket)

# The first time that somebody had a question, as long as its first clock ran.
cycles$taken_at <- NA
cycles$taken_by <- ""
cycles$taken_how <- ""
for (place in which(!cycles$again)) {
  own <- moves_of[[cycles$ticket[place]]]
  if (is.null(own)) next
  until <- min(cycles$stop[place], as_of, na.rm = TRUE)
  own <- own[own$person != "" & own$at >= cycles$start[place] & own$at <= until, ]
  if (nrow(own) == 0) next
  cycles$taken_at[place] <- own$at[1]
  cycles$taken_by[place] <- own$person[1]
  cycles$taken_how[place] <- own$kind[1]
}

# The property that a part of the report is about, and whose of it a person is.
work_by <- function(request) if (endsWith(request$part, "-per-ente")) "ente" else "esperta"
first_asked <- function(request) {
  chosen <- picked(request)$now
  chosen[!cycles$again[chosen]]
}

work <- function(request) {
  by <- work_by(request)
  whose <- if (by == "ente") works_for else identity
  chosen <- picked(request)
  open <- chosen$always[cycles$open[chosen$always]]
  from <- midnight(request$from)
  end <- midnight(as.Date(request$to) + 1)
  known <- moves$ticket %in% cycles$ticket[chosen$always]
  passed <- moves[known & moves$person != "" & moves$at >= from & moves$at < end, ]
  handed <- passed[passed$kind == "ticket_handed_over", ]
  claimed <- first_asked(request)
  claimed <- claimed[cycles$taken_how[claimed] == "ticket_claimed"]
  open_of <- groups[[by]][open]
  now_of <- groups[[by]][chosen$now]
  to <- whose(passed$person)
  claimed_by <- whose(cycles$taken_by[claimed])
  away <- whose(handed$from[handed$from != ""])
  labels <- c(unique(c(open_of, now_of, to, claimed_by, away)), "totale")
  table <- t(sapply(labels, function(label) {
    is_own <- function(values) if (label == "totale") rep(TRUE, length(values)) else values == label
    rows <- cycles[chosen$now[is_own(now_of)], ]
    own_claims <- claimed[is_own(claimed_by)]
    row <- c(sum(is_own(open_of)), sum(cycles$overdue[open[is_own(open_of)]]), sum(is_own(to)),
             sum(is_own(whose(handed$person))), sum(is_own(away)), sum(rows$answered),
             wilson(sum(rows$within), sum(rows$answered) + sum(rows$overdue)),
             order_interval((cycles$taken_at[own_claims] - cycles$start[own_claims]) / HOUR, 0.5))
    names(row) <- c("aperte_ora", "aperte_in_ritardo", "prese_in_carico", "avute_da_altri", "passate_ad_altri",
                    "risposte", rate_names("entro_scadenza"), span_names("sua_presa_mediana"))
    row
  }))
  cbind(setNames(data.frame(labels), by), table)
}

holder_at <- function(ticket, at) {
  own <- moves_of[[ticket]]
  had <- if (is.null(own)) character(0) else own$person[own$at <= at]
  if (length(had) == 0) "" else had[length(had)]
}

# What each had in hand at the end of each week at whose end the desk had had a question.
weekly_load <- function(request) {
  mondays <- weeks_of(request)
  mondays <- mondays[mondays + 7 > min(cycles$day)]
  rows <- cycles[picked(request)$always, ]
  held <- lapply(as.character(mondays + 7), function(day) {
    end <- midnight(day)
    open <- rows[rows$start <= end & (is.na(rows$stop) | rows$stop > end), ]
    vapply(open$ticket, holder_at, "", at = end)
  })
  found <- NULL
  for (label in unique(unlist(held))) {
    counts <- vapply(held, function(holders) sum(holders == label), 0)
    found <- rbind(found, data.frame(esperta = label, settimana_dal = as.character(mondays), in_carico = counts))
  }
  found
}

# How long first answers took, and those wait that have none.
first_answers <- function(request) {
  by <- work_by(request)
  chosen <- first_asked(request)
  of <- groups[[by]][chosen]
  labels <- c(unique(of), "totale")
  table <- t(sapply(labels, function(label) {
    rows <- cycles[if (label == "totale") chosen else chosen[of == label], ]
    own <- rows[rows$answered, ]
    row <- c(nrow(own), order_interval(own$gross, 0.5), order_interval(own$gross, 0.9),
             known_wait(waits_of(rows, "lorde"), 0.5), order_interval(own$net, 0.5), order_interval(own$net, 0.9),
             known_wait(waits_of(rows, "nette"), 0.5))
    names(row) <- c("prime_risposte", span_names("prima_risposta_mediana"), span_names("prima_risposta_90_percentile"),
                    span_names("attesa_prima_risposta"), span_names("prima_risposta_netta_mediana"),
                    span_names("prima_risposta_netta_90_percentile"), span_names("attesa_netta_prima_risposta"))
    row
  }))
  cbind(setNames(data.frame(labels), by), table)
}

# What the questions of each are about.
mix <- function(request) {
  chosen <- groups[picked(request)$now, ]
  found <- NULL
  for (expert in unique(chosen$esperta)) {
    areas <- chosen$area[chosen$esperta == expert]
    for (area in unique(areas)) {
      row <- data.frame(expert, area, sum(areas == area), t(wilson(sum(areas == area), length(areas))))
      names(row) <- c("esperta", "area", "ricevute", rate_names("quota_delle_sue"))
      found <- rbind(found, row)
    }
  }
  found
}

# How long a question lay before anybody had it, at the latest until its answer.
taking <- function(request) {
  chosen <- first_asked(request)
  areas <- groups$area[chosen]
  labels <- c(unique(areas), "totale")
  table <- t(sapply(labels, function(label) {
    rows <- cycles[if (label == "totale") chosen else chosen[areas == label], ]
    taken <- !is.na(rows$taken_at)
    until <- ifelse(taken, rows$taken_at, ifelse(rows$open, as_of, rows$stop))
    waits <- data.frame(time = pmax(until - rows$start, 0) / HOUR, ended = taken | rows$answered)
    row <- c(nrow(rows), sum(waits$ended), sum(rows$taken_how == "ticket_routed"), known_wait(waits, 0.5),
             known_wait(waits, 0.9))
    names(row) <- c("arrivate", "prese", "assegnate_da_regole", span_names("presa_mediana"),
                    span_names("presa_90_percentile"))
    row
  }))
  cbind(data.frame(area = labels), table)
}

# --- what waits for a second person ----------------------------------------------------------------------------------

# Of texts handed in at `from`, and decided, taken back or not needed any more at `until`.
decisions_of <- function(spans) {
  waits <- is.na(spans$until)
  is <- function(end) !waits & spans$end == end
  decided <- is("approved") | is("returned")
  time <- pmax(ifelse(waits, as_of, spans$until) - spans$from, 0) / HOUR
  row <- c(nrow(spans), sum(is("approved")), sum(is("returned")), sum(!waits & !decided), sum(waits),
           wilson(sum(is("returned")), sum(decided)), order_interval(time[decided], 0.5),
           order_interval(time[decided], 0.9), known_wait(data.frame(time = time, ended = decided), 0.5))
  names(row) <- c("proposte", "approvate", "rimandate", "non_decise", "in_approvazione", rate_names("quota_rimandate"),
                  span_names("decisione_mediana"), span_names("decisione_90_percentile"), span_names("attesa_decisione"))
  row
}
in_period <- function(request, spans) {
  spans[spans$from >= midnight(request$from) & spans$from < midnight(as.Date(request$to) + 1), ]
}

proposed <- read("proposed.csv")
proposed$from <- as.numeric(proposed$proposed_at)
proposed$until <- as.numeric(proposed$decided_at)
proposed$end <- proposed$outcome

# Each by the question as it was asked when the answer was handed in. What is no question that counts has no properties.
approvals <- function(request) {
  spans <- in_period(request, proposed)
  always <- picked(request)$always
  of <- vapply(seq_len(nrow(spans)), function(place) {
    own <- always[cycles$ticket[always] == spans$ticket[place] & cycles$start[always] <= spans$from[place]]
    if (length(own) == 0) NA_integer_ else own[which.max(cycles$start[own])]
  }, 1L)
  if (request$filter != "") {
    spans <- spans[!is.na(of), ]
    of <- of[!is.na(of)]
  }
  labels_of <- switch(request$by, esperta = spans$author, ente = works_for(spans$author), groups[[request$by]][of])
  labels_of[is.na(of)] <- ""
  labels <- c(unique(labels_of), "totale")
  table <- t(sapply(labels, function(label) {
    decisions_of(if (label == "totale") spans else spans[labels_of == label, ])
  }))
  cbind(setNames(data.frame(labels), request$by), table)
}

steps <- read("reviews.csv")
steps$at <- as.numeric(steps$at)
steps <- steps[order(as.numeric(steps$position)), ]
reviews <- NULL
for (own in split(steps, steps$entry)) {
  from <- NA
  for (place in seq_len(nrow(own))) {
    kind <- own$kind[place]
    if (!is.na(from)) {
      end <- switch(kind, entry_published = , entry_scheduled = "approved", entry_returned = "returned", "undecided")
      reviews <- rbind(reviews, data.frame(from = from, until = own$at[place], end = end))
      from <- NA
    }
    # What is taken out of the calendar waits for a second person again.
    if (kind %in% c("entry_submitted", "entry_unscheduled")) from <- own$at[place]
  }
  if (!is.na(from)) reviews <- rbind(reviews, data.frame(from = from, until = NA, end = ""))
}

entry_reviews <- function(request) cbind(data.frame(gruppo = "totale"), t(decisions_of(in_period(request, reviews))))
