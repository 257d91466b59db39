# The figures of the desk once more, by a program that shares nothing with it: from the clock's own events, with the methods of R
# (R Core Team; package survival, T. Therneau). Compares them with the files that the desk wrote, and says where they differ.
#
#     Rscript figures.R FOLDER
#
# FOLDER holds clock.csv (what happened to each clock), questions.csv (who asked what, by whom it is held), what the scripts
# beside this one read, requests.csv (which file is the answer to what) and those files. Ends with 1 when something differs or
# nothing was compared.

suppressPackageStartupMessages(library(survival))
options(warn = -1)
folder <- commandArgs(trailingOnly = TRUE)[1]
read <- function(name) {
  read.csv(file.path(folder, name), colClasses = "character", check.names = FALSE, na.strings = character(0),
           encoding = "UTF-8")
}
HOUR <- 3600e6
Z <- qnorm(0.975)
ENOUGH <- 10
TOO_FEW <- "troppo pochi dati"

# --- what happened ---------------------------------------------------------------------------------------------------

clock <- read("clock.csv")
clock$at <- as.numeric(clock$at)
clock <- clock[order(as.numeric(clock$cycle), as.numeric(clock$id)), ]

one_cycle <- function(events) {
  start <- events[events$kind == "start", ][1, ]
  stop <- events[events$kind == "stop", ]
  paused <- 0
  since <- NA
  for (place in seq_len(nrow(events))) {
    kind <- events$kind[place]
    if (kind == "pause") since <- events$at[place]
    if (kind %in% c("resume", "stop") && !is.na(since)) {
      paused <- paused + floor((events$at[place] - since) / 1e6) * 1e6
      since <- NA
    }
  }
  cause <- if (nrow(stop) > 0) stop$cause[1] else NA
  data.frame(
    cycle = start$cycle, ticket = start$ticket, number = as.integer(start$number), start = start$at,
    stop = if (nrow(stop) > 0) stop$at[1] else NA, cause = cause, paused = paused, since = since,
    stopper = if (nrow(stop) > 0) stop$actor[1] else "",
    stopper_organisation = if (nrow(stop) > 0) stop$organisation[1] else ""
  )
}
cycles <- do.call(rbind, lapply(split(clock, clock$cycle), one_cycle))
questions <- read("questions.csv")
cycles <- merge(cycles, questions, by = "ticket")
desk <- read("desk.csv")
as_of <- as.numeric(desk$as_of)
# The promise: so many hours after the start, and as much later as the requester was waited for.
cycles$due <- cycles$start + as.numeric(desk$hours) * HOUR + cycles$paused
# What was only taken for spam was not asked before, nor what was taken over from an archive.
cycles$again <- sapply(seq_len(nrow(cycles)), function(place) {
  cycles$number[place] > 1 && any(cycles$ticket == cycles$ticket[place] & cycles$number < cycles$number[place] &
                                    !(cycles$cause %in% c("spam", "imported")))
})
cycles <- cycles[is.na(cycles$cause) | !(cycles$cause %in% c("spam", "merged", "imported")), ]
cycles <- cycles[cycles$start <= as_of, ]

milan <- function(micros) as.POSIXlt(micros / 1e6, origin = "1970-01-01", tz = "Europe/Rome")
cycles$day <- as.Date(format(milan(cycles$start), "%Y-%m-%d"))
cycles$hour <- milan(cycles$start)$hour
cycles$answered <- !is.na(cycles$cause) & cycles$cause == "answered"
cycles$open <- is.na(cycles$cause)
cycles$closed <- !cycles$open & !cycles$answered
cycles$within <- cycles$answered & cycles$stop <= cycles$due
cycles$overdue <- cycles$open & cycles$due < ifelse(is.na(cycles$since), as_of, cycles$since)
cycles$gross <- ifelse(cycles$answered, cycles$stop - cycles$start, NA) / HOUR
cycles$net <- cycles$gross - cycles$paused / HOUR

groups <- data.frame(
  chi = cycles$kind, dimensione = cycles$size, settore = cycles$sector, genere = cycles$gender, eta = cycles$age,
  figli = cycles$children, territorio = cycles$municipality, argomento = cycles$topic, area = cycles$area,
  ente = ifelse(cycles$open, cycles$holder_organisation, ifelse(cycles$answered, cycles$stopper_organisation, "")),
  esperta = ifelse(cycles$answered, cycles$stopper, cycles$holder), canale = cycles$channel, lingua = cycles$lang,
  giro = ifelse(cycles$again, "riaperta", "prima"), stringsAsFactors = FALSE
)

# --- methods ---------------------------------------------------------------------------------------------------------

# Wilson's interval is what prop.test answers without continuity correction.
wilson <- function(hits, total) {
  if (total == 0) return(rep(NA, 5))
  bounds <- prop.test(hits, total, correct = FALSE)$conf.int
  c(hits / total, bounds[1], bounds[2], hits, total)
}
rate_names <- function(name) paste0(name, c("", "_minimo_95", "_massimo_95", "_casi", "_su"))
span_names <- function(name) paste0(name, c("", "_minimo_95", "_massimo_95"))

order_interval <- function(values, p) {
  n <- length(values)
  if (n == 0) return(rep(NA, 3))
  values <- sort(values)
  ranks <- c(qbinom(0.025, n, p), qbinom(0.975, n, p) + 1)
  bounds <- if (ranks[1] >= 1 && ranks[2] <= n) values[ranks] else c(NA, NA)
  c(unname(quantile(values, p, type = 7)), bounds)
}

newcombe <- function(before, after) {
  apart <- function(one, other) sqrt(one^2 + other^2)
  share <- after[1] - before[1]
  c(share, share - apart(after[1] - after[2], before[3] - before[1]),
    share + apart(after[3] - after[1], before[1] - before[2]))
}
fisher <- function(before, after) {
  fisher.test(matrix(c(after[4], after[5] - after[4], before[4], before[5] - before[4]), 2))$p.value
}

# With the interval of the logarithm of -log S.
fit_of <- function(waits) survfit(Surv(time, ended) ~ 1, data = waits, conf.type = "log-log")
# One row per step of the curve.
curve_of <- function(waits) {
  fit <- fit_of(waits)
  steps <- data.frame(time = fit$time, share = fit$surv, low = fit$lower, high = fit$upper, ended = fit$n.event)
  steps[steps$ended > 0, ]
}
reached <- function(waits, share) {
  fit <- fit_of(waits)
  # All at once: nothing is known of how much later it may be.
  if (fit$surv[1] < 1e-12) return(c(fit$time[1], fit$time[1], NA))
  # Where the curve is at nothing it has no bounds, but has crossed itself.
  fit$lower[fit$surv < 1e-12] <- 0
  # Of a single level that the curve ends at but for the last bit R says nothing; of several, what it should.
  found <- quantile(fit, c(0, share), tolerance = 1e-9)
  unname(c(found$quantile[2], found$lower[2], found$upper[2]))
}
# The same, unless there are too few.
known_wait <- function(waits, share) if (nrow(waits) < ENOUGH) rep(TOO_FEW, 3) else reached(waits, share)
# Which share has ended after so long with its interval, which share has not, and how many are seen for longer.
ended_after <- function(waits, hours) {
  steps <- curve_of(waits)
  passed <- which(steps$time <= hours)
  step <- if (length(passed) > 0) steps[max(passed), ] else data.frame(share = 1, low = NA, high = NA)
  list(share = 1 - c(step$share, step$high, step$low), rest = step$share, left = sum(waits$time > hours))
}
waits_of <- function(rows, by_clock) {
  until <- ifelse(rows$open, as_of, rows$stop)
  paused <- 0
  if (by_clock == "nette") {
    until <- ifelse(rows$open & !is.na(rows$since), rows$since, until)
    paused <- rows$paused
  }
  data.frame(time = pmax(until - rows$start - paused, 0) / HOUR, ended = rows$answered)
}
log_rank <- function(waits, group) {
  test <- survdiff(Surv(time, ended) ~ group, data = cbind(waits, group = group))
  pchisq(test$chisq, length(test$n) - 1, lower.tail = FALSE)
}

# --- the reports -----------------------------------------------------------------------------------------------------

picked <- function(request) {
  kept <- rep(TRUE, nrow(cycles))
  if (request$filter != "") {
    kept <- kept & groups[[request$filter]] == request$value
  }
  in_period <- cycles$day >= as.Date(request$from) & cycles$day <= as.Date(request$to)
  list(now = which(kept & in_period), always = which(kept))
}

figures_of <- function(rows, all) {
  decided <- sum(rows$answered) + sum(rows$overdue)
  row <- c(
    nrow(rows), if (is.na(all)) rep(NA, 5) else wilson(nrow(rows), all), wilson(sum(rows$within), decided),
    sum(rows$answered), sum(rows$open), sum(rows$overdue), sum(rows$closed)
  )
  own <- rows[rows$answered, ]
  row <- c(row, order_interval(own$gross, 0.5), order_interval(own$gross, 0.9), order_interval(own$net, 0.5),
           order_interval(own$net, 0.9))
  names(row) <- c("ricevute", rate_names("quota"), rate_names("entro_scadenza"), "risposte", "aperte",
                  "in_ritardo_ora", "chiuse_senza_risposta", span_names("ore_mediana"),
                  span_names("ore_90_percentile"), span_names("ore_nette_mediana"),
                  span_names("ore_nette_90_percentile"))
  row
}

# What only firms or only workers are asked about is told of these alone.
ONLY <- c(dimensione = "enterprise", settore = "enterprise", genere = "worker", eta = "worker", figli = "worker")
asked <- function(request) {
  chosen <- picked(request)$now
  only <- ONLY[request$by]
  if (is.na(only)) chosen else chosen[groups$chi[chosen] == only]
}

breakdown <- function(request) {
  chosen <- asked(request)
  rows <- cycles[chosen, ]
  by <- groups[[request$by]][chosen]
  labels <- c(unique(by), "totale")
  table <- t(sapply(labels, function(label) {
    if (label == "totale") figures_of(rows, NA) else figures_of(rows[by == label, ], nrow(rows))
  }))
  cbind(setNames(data.frame(labels), request$by), table)
}

# The share of each group against that of all others together, of cases with a label each of which some count.
against_others <- function(labels, counts, heading, share, difference) {
  found <- NULL
  for (label in unique(labels)) {
    is_own <- labels == label
    if (sum(is_own) < ENOUGH || sum(!is_own) < ENOUGH) next
    own <- wilson(sum(counts[is_own]), sum(is_own))
    others <- wilson(sum(counts[!is_own]), sum(!is_own))
    row <- c(own, newcombe(others, own), fisher(others, own))
    names(row) <- c(rate_names(share), span_names(difference), "probabilita_del_caso")
    found <- rbind(found, cbind(setNames(data.frame(label), heading), t(row)))
  }
  # Two groups that are all there is are compared once.
  once <- !is.null(found) && nrow(found) == 2 && sum(found[[paste0(share, "_su")]]) == length(labels)
  if (!is.null(found) && !once) found$probabilita_del_caso <- p.adjust(found$probabilita_del_caso, "holm")
  found
}
# Those that are compared: whoever nobody answered is no group beside those who answer.
comparable <- function(request) {
  chosen <- asked(request)
  if (request$by %in% c("ente", "esperta")) chosen <- chosen[groups[[request$by]][chosen] != ""]
  chosen
}

differences <- function(request) {
  chosen <- comparable(request)
  chosen <- chosen[cycles$answered[chosen] | cycles$overdue[chosen]]
  against_others(groups[[request$by]][chosen], cycles$within[chosen], request$by, "entro_scadenza",
                 "differenza_dagli_altri")
}

grouped_waits <- function(request) {
  chosen <- asked(request)
  by <- if (request$by == "") rep("totale", length(chosen)) else groups[[request$by]][chosen]
  split(waits_of(cycles[chosen, ], request$clock), by)
}
heading_of <- function(request) if (request$by == "") "gruppo" else request$by

medians <- function(request) {
  found <- NULL
  all <- grouped_waits(request)
  for (place in seq_along(all)) {
    label <- names(all)[place]
    waits <- all[[place]]
    row <- data.frame(label, nrow(waits), sum(waits$ended))
    row <- cbind(row, t(c(known_wait(waits, 0.5), known_wait(waits, 0.9))))
    names(row) <- c(heading_of(request), "attese", "risposte", span_names("attesa_mediana"),
                    span_names("attesa_90_percentile"))
    found <- rbind(found, row)
  }
  found
}

answered_after <- function(request) {
  found <- NULL
  all <- grouped_waits(request)
  for (place in seq_along(all)) {
    label <- names(all)[place]
    waits <- all[[place]]
    if (nrow(waits) < ENOUGH) next
    for (hours in c(6, 12, 24, 36, 48, 72, 96, 168, 336)) {
      told <- ended_after(waits, hours)
      share <- if (told$left == 0 && told$rest > 1e-12) rep(NA, 3) else told$share
      row <- data.frame(label, as.character(hours), t(share), told$left)
      names(row) <- c(heading_of(request), "dopo_ore", span_names("risposta_entro"), "in_attesa")
      found <- rbind(found, row)
    }
  }
  found
}

weeks_of <- function(request) {
  from <- as.Date(request$from)
  first <- from + (8 - as.integer(format(from, "%u"))) %% 7
  today <- as.Date(format(milan(as_of), "%Y-%m-%d"))
  last <- min(as.Date(request$to), today - 1)
  mondays <- seq(first, last, by = 7)
  mondays[mondays + 6 <= last]
}

arrivals <- function(request) {
  mondays <- weeks_of(request)
  days <- cycles$day[picked(request)$now]
  counts <- sapply(seq_along(mondays), function(place) sum(days >= mondays[place] & days <= mondays[place] + 6))
  middle <- mean(counts)
  margin <- 2.66 * mean(abs(diff(counts)))
  side <- sign(counts - middle)
  signs <- rep("nella norma", length(counts))
  for (place in seq_along(counts)) {
    if (place >= 8) {
      run <- side[(place - 7):place]
      if (all(run == 1) || all(run == -1)) signs[(place - 7):place] <- "cambiamento"
    }
  }
  signs[counts > middle + margin | counts < max(0, middle - margin)] <- "fuori dai limiti"
  if (length(counts) < 12) signs <- rep(TOO_FEW, length(counts))
  data.frame(settimana_dal = as.character(mondays), ricevute = counts, segnale = signs)
}

midnight <- function(day) as.numeric(as.POSIXct(paste(day, "00:00:00"), tz = "Europe/Rome")) * 1e6

backlog <- function(request) {
  mondays <- weeks_of(request)
  rows <- cycles[picked(request)$always, ]
  open <- sapply(as.character(mondays + 7), function(day) {
    end <- midnight(day)
    sum(rows$start <= end & (is.na(rows$stop) | rows$stop > end))
  })
  data.frame(settimana_dal = as.character(mondays), arretrato = open)
}

ageing <- function(request) {
  rows <- cycles[picked(request)$always, ]
  rows <- rows[rows$open, ]
  hours <- floor((as_of - rows$start) / HOUR)
  class <- findInterval(hours, c(24, 48, 96, 168, 336, 672)) + 1
  names <- c("0-24", "24-48", "48-96", "96-168", "168-336", "336-672", "da_672")
  data.frame(aperta_da_ore = names, aperte_ora = sapply(1:7, function(one) sum(class == one)),
             aperte_in_ritardo = sapply(1:7, function(one) sum(class == one & rows$overdue)))
}

by_hour <- function(request) {
  rows <- cycles[picked(request)$now, ]
  weekday <- as.integer(format(rows$day, "%u"))
  all <- expand.grid(ora = 0:23, giorno = 1:7)
  counts <- mapply(function(day, hour) sum(weekday == day & rows$hour == hour), all$giorno, all$ora)
  data.frame(giorno = as.character(all$giorno), ora = as.character(all$ora), ricevute = counts)
}

# Day by day, at most the last 53 weeks.
calendar <- function(request) {
  last <- min(as.Date(request$to), as.Date(format(milan(as_of), "%Y-%m-%d")))
  monday <- last - (as.integer(format(last, "%u")) - 1)
  days <- seq(max(as.Date(request$from), monday - 52 * 7), last, by = 1)
  came <- factor(as.character(cycles$day[picked(request)$now]), levels = as.character(days))
  data.frame(giorno = as.character(days), ricevute = as.integer(table(came)))
}

# So many whole months earlier, of the first of a month.
months_before <- function(day, months) seq(day, by = paste0("-", months, " months"), length.out = 2)[2]

a_year_before <- function(day) {
  before <- as.POSIXlt(day)
  before$year <- before$year - 1
  as.Date(before)
}

comparison <- function(request) {
  today <- as.Date(format(milan(as_of), "%Y-%m-%d"))
  # How many come today is not known before it is over.
  request$to <- as.character(min(as.Date(request$to), today - 1))
  before <- request
  if (request$against == "anno") {
    before$from <- as.character(a_year_before(as.Date(request$from)))
    before$to <- as.character(a_year_before(as.Date(request$to) + 1) - 1)
  } else {
    from <- as.Date(request$from)
    to <- as.Date(request$to)
    before$to <- as.character(from - 1)
    # Whole months are compared with as many whole months, other days with as many days.
    is_whole <- format(from, "%d") == "01" && format(to + 1, "%d") == "01"
    months <- function(day) 12 * as.integer(format(day, "%Y")) + as.integer(format(day, "%m"))
    before$from <- as.character(
      if (is_whole) months_before(from, months(to) - months(from) + 1) else from - 1 - as.numeric(to - from)
    )
  }
  days <- function(of) as.numeric(min(as.Date(of$to), today) - as.Date(of$from)) + 1
  own <- cycles[picked(request)$now, ]
  other <- cycles[picked(before)$now, ]
  test <- binom.test(nrow(own), nrow(own) + nrow(other), p = days(request) / (days(request) + days(before)))
  by_days <- function(share) share / (1 - share) * days(before) / days(request)
  rate <- function(rows) wilson(sum(rows$within), sum(rows$answered) + sum(rows$overdue))
  rows <- list(
    c(nrow(other), NA, NA, NA, NA, nrow(own), NA, NA, NA, NA, by_days(test$estimate), by_days(test$conf.int[1]),
      by_days(test$conf.int[2]), test$p.value),
    c(rate(other), rate(own), newcombe(rate(other), rate(own)), fisher(rate(other), rate(own)))
  )
  for (by_clock in c("lorde", "nette")) {
    waits <- list(waits_of(other, by_clock), waits_of(own, by_clock))
    median_of <- function(waits) c(reached(waits, 0.5), NA, NA)
    p <- log_rank(rbind(waits[[1]], waits[[2]]), rep(1:2, sapply(waits, nrow)))
    rows <- c(rows, list(c(median_of(waits[[1]]), median_of(waits[[2]]), NA, NA, NA, p)))
  }
  table <- as.data.frame(do.call(rbind, rows))
  names(table) <- c(rate_names("prima"), rate_names("adesso"), span_names("variazione"), "probabilita_del_caso")
  table$probabilita_del_caso <- p.adjust(table$probabilita_del_caso, "holm")
  cbind(cifra = c("ricevute", "entro_scadenza", "attesa_mediana", "attesa_netta_mediana"), table)
}

# --- comparing -------------------------------------------------------------------------------------------------------

# A number in a file is as near to the figure as its decimals allow.
agrees <- function(written, figure) {
  if (is.na(figure)) return(written == "")
  number <- suppressWarnings(as.numeric(written))
  if (is.na(number)) return(written == as.character(figure))
  figure <- suppressWarnings(as.numeric(figure))
  decimals <- nchar(sub("^[^.]*\\.?", "", written))
  !is.na(figure) && abs(number - figure) <= 0.5 * 10^-decimals + 1e-7
}

LABELS <- c(names(groups), "gruppo", "dopo_ore", "settimana_dal", "aperta_da_ore", "giorno", "ora", "cifra", "risposta",
            "trimestre", "giorni", "periodo", "mese", "livello", "indicatore")
compared <- 0
problems <- character(0)
compare <- function(request, expected) {
  written <- read(request$file)
  key <- function(table) do.call(paste, c(table[, intersect(names(table), LABELS), drop = FALSE], sep = "|"))
  wanted <- if (is.null(expected)) character(0) else key(expected)
  known <- key(written)
  named <- paste(request$report, request$part, request$file)
  if (!setequal(known, wanted) || nrow(written) != length(wanted)) {
    problems <<- c(problems, sprintf("%s: other rows: %s", named,
                                     paste(c(setdiff(known, wanted), setdiff(wanted, known)), collapse = ", ")))
    return(invisible())
  }
  for (column in setdiff(names(expected), LABELS)) {
    if (!column %in% names(written)) {
      problems <<- c(problems, sprintf("%s: no column %s", named, column))
      next
    }
    for (place in seq_along(wanted)) {
      found <- written[known == wanted[place], column]
      compared <<- compared + 1
      if (!agrees(found, expected[place, column])) {
        problems <<- c(problems, sprintf("%s, %s, %s: the desk says %s, R says %s", named, wanted[place], column, found,
                                         format(expected[place, column], digits = 12)))
      }
    }
  }
}

# What else happened, each with the reports made of it.
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)[1]))
for (script in c("after_answers.R", "work.R", "overview.R")) source(file.path(here, script), encoding = "UTF-8")

MAKERS <- list(
  "panoramica/totale" = whole_period, "panoramica/sla-mensile" = by_month, "panoramica/sla-argomenti" = by_topic,
  "panoramica/domande-risparmiate" = spared, "indicatori/indicatori" = indicators,
  "ripartizioni/per-gruppo" = breakdown, "ripartizioni/differenze" = differences,
  "attese/attesa-mediana" = medians, "attese/risposta-dopo" = answered_after,
  "andamento/settimane" = arrivals, "andamento/arretrato" = backlog, "andamento/eta-delle-aperte" = ageing,
  "andamento/ore-di-arrivo" = by_hour, "andamento/calendario" = calendar, "confronto/cambiamenti" = comparison,
  "esperte/lavoro" = work, "esperte/lavoro-per-ente" = work, "esperte/carico" = weekly_load,
  "esperte/prime-risposte" = first_answers, "esperte/prime-risposte-per-ente" = first_answers,
  "esperte/argomenti" = mix, "esperte/presa-in-carico" = taking,
  "approvazioni/risposte" = approvals, "approvazioni/schede" = entry_reviews,
  "soddisfazione/giudizi" = verdicts, "soddisfazione/chi-non-risponde" = silent,
  "soddisfazione/differenze" = useful_against_others, "soddisfazione/puntualita" = in_time,
  "soddisfazione/trimestri" = by_quarter, "riaperture/riaperture" = reopenings,
  "riaperture/differenze" = reopened_against_others, "riaperture/nel-tempo" = reopened_after,
  "riaperture/seconde-risposte" = second_answers
)
requests <- read("requests.csv")
for (place in seq_len(nrow(requests))) {
  request <- as.list(requests[place, ])
  compare(request, MAKERS[[paste(request$report, request$part, sep = "/")]](request))
}

cat(sprintf("%d figures of %d files compared with R %s.%s, %d differ\n", compared, nrow(requests), R.version$major,
            R.version$minor, length(problems)))
cat(head(problems, 40), sep = "\n")
quit(status = if (length(problems) > 0 || compared == 0) 1 else 0)
