# What whoever was answered says of the answer, and who asks again: part of figures.R.
#
# Reads ratings.csv: of which answers it was asked whether they helped, and what was said.

ratings <- read("ratings.csv")
of_cycle <- match(cycles$cycle, ratings$cycle)
cycles$invited <- !is.na(of_cycle) & ratings$asked[of_cycle] == "yes"
cycles$verdict <- ifelse(is.na(of_cycle), "", ratings$verdict[of_cycle])

# One row for each group of those who are asked about a property, and one for all of them.
of_groups <- function(request, counted) {
  chosen <- asked(request)
  rows <- cycles[chosen, ]
  by <- groups[[request$by]][chosen]
  labels <- c(unique(by), "totale")
  table <- t(sapply(labels, function(label) counted(if (label == "totale") rows else rows[by == label, ])))
  cbind(setNames(data.frame(labels), request$by), table)
}

# --- satisfaction ----------------------------------------------------------------------------------------------------

judged <- function(rows) rows$answered & rows$verdict != ""

said_of <- function(rows) {
  rows <- rows[rows$answered, ]
  said <- rows$verdict != ""
  share <- function(verdict) wilson(sum(rows$verdict == verdict), sum(said))
  row <- c(nrow(rows), sum(rows$invited), wilson(sum(rows$invited & said), sum(rows$invited)), sum(said & !rows$invited),
           share("yes"), share("partly"), share("no"))
  names(row) <- c("risposte", "valutazioni_chieste", rate_names("tasso_di_risposta"), "valutazioni_spontanee",
                  rate_names("utili"), rate_names("utili_in_parte"), rate_names("non_utili"))
  row
}

# What it would be had all who were asked and said nothing said no, or yes.
bounds_of <- function(rows) {
  rows <- rows[rows$answered & rows$invited, ]
  said <- sum(rows$verdict != "")
  yes <- sum(rows$verdict == "yes")
  row <- c(nrow(rows), wilson(said, nrow(rows)), wilson(yes, said), wilson(yes, nrow(rows)),
           wilson(yes + nrow(rows) - said, nrow(rows)))
  names(row) <- c("valutazioni_chieste", rate_names("tasso_di_risposta"), rate_names("utili_tra_le_chieste"),
                  rate_names("utili_almeno"), rate_names("utili_al_massimo"))
  row
}

verdicts <- function(request) of_groups(request, said_of)
silent <- function(request) of_groups(request, bounds_of)

useful_against_others <- function(request) {
  chosen <- comparable(request)
  chosen <- chosen[judged(cycles[chosen, ])]
  against_others(groups[[request$by]][chosen], cycles$verdict[chosen] == "yes", request$by, "utili", "differenza_quota")
}

# Answers that came late against those that came in time.
in_time <- function(request) {
  rows <- cycles[picked(request)$now, ]
  rows <- rows[judged(rows), ]
  helped <- function(part) wilson(sum(part$verdict == "yes"), nrow(part))
  soon <- helped(rows[rows$within, ])
  late <- helped(rows[!rows$within, ])
  enough <- sum(rows$within) >= ENOUGH && sum(!rows$within) >= ENOUGH
  compared <- if (enough) c(newcombe(soon, late), fisher(soon, late)) else rep(TOO_FEW, 4)
  table <- as.data.frame(rbind(c(soon, rep(NA, 4)), c(late, compared)))
  names(table) <- c(rate_names("utili"), span_names("differenza_quota"), "probabilita_singola")
  cbind(risposta = c("entro_scadenza", "oltre_scadenza"), table)
}

by_quarter <- function(request) {
  rows <- cycles[picked(request)$now, ]
  quarter <- paste0(format(rows$day, "%Y"), "-T", (as.integer(format(rows$day, "%m")) + 2) %/% 3)
  labels <- unique(quarter)
  table <- t(sapply(labels, function(label) said_of(rows[quarter == label, ])))
  cbind(data.frame(trimestre = labels), table)
}

# --- questions asked again -------------------------------------------------------------------------------------------

asked_again <- cycles[cycles$again, ]
first_time <- tapply(asked_again$start, asked_again$ticket, min)
times <- tapply(asked_again$start, asked_again$ticket, length)
cycles$reopened_at <- as.numeric(first_time[cycles$ticket])
cycles$reopened_times <- as.numeric(times[cycles$ticket])

# Those that were answered, when they were asked for the first time.
first_answered <- function(rows) rows[rows$answered & !rows$again, ]

reopened_of <- function(rows) {
  rows <- first_answered(rows)
  again <- rows[!is.na(rows$reopened_at), ]
  after <- pmax(again$reopened_at - again$stop, 0) / HOUR
  row <- c(nrow(rows), nrow(again), wilson(nrow(again), nrow(rows)), sum(again$reopened_times >= 2),
           order_interval(after, 0.5), order_interval(after, 0.9))
  names(row) <- c("prime_risposte", "riaperte", rate_names("quota_riaperte"), "riaperte_piu_volte",
                  span_names("riapertura_mediana"), span_names("riapertura_90_percentile"))
  row
}

reopenings <- function(request) of_groups(request, reopened_of)

reopened_against_others <- function(request) {
  chosen <- comparable(request)
  chosen <- chosen[cycles$answered[chosen] & !cycles$again[chosen]]
  against_others(groups[[request$by]][chosen], !is.na(cycles$reopened_at[chosen]), request$by, "quota_riaperte",
                 "differenza_quota")
}

# From the first answer to where it was asked again; whoever did not so far is seen until now.
reopened_after <- function(request) {
  rows <- first_answered(cycles[picked(request)$now, ])
  if (nrow(rows) < ENOUGH) return(NULL)
  again <- !is.na(rows$reopened_at)
  waits <- data.frame(time = pmax(ifelse(again, rows$reopened_at, as_of) - rows$stop, 0) / HOUR, ended = again)
  found <- NULL
  for (days in c(1, 3, 7, 14, 30, 60, 90)) {
    told <- ended_after(waits, 24 * days)
    row <- data.frame(as.character(days), t(if (told$left == 0) rep(NA, 3) else told$share), told$left)
    names(row) <- c("giorni", span_names("riaperte_entro"), "ancora_osservate")
    found <- rbind(found, row)
  }
  found
}

second_answers <- function(request) {
  rows <- cycles[picked(request)$now, ]
  table <- t(sapply(c(FALSE, TRUE), function(again) {
    own <- rows[rows$again == again, ]
    row <- c(nrow(own), sum(own$answered), wilson(sum(own$within), sum(own$answered) + sum(own$overdue)),
             known_wait(waits_of(own, "lorde"), 0.5), known_wait(waits_of(own, "lorde"), 0.9),
             known_wait(waits_of(own, "nette"), 0.5))
    names(row) <- c("ricevute", "risposte", rate_names("entro_scadenza"), span_names("attesa_mediana"),
                    span_names("attesa_90_percentile"), span_names("attesa_netta_mediana"))
    row
  }))
  cbind(data.frame(giro = c("prima", "riaperta")), table)
}
