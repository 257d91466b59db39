# The overview and the indicators of the plan: part of figures.R.
#
# Reads topics.csv (the topics, each with its area), deflections.csv (whom an entry of the catalogue was enough) and
# publications.csv (when which version of an entry became public).

topics <- read("topics.csv")

overview_of <- function(rows) {
  decided <- sum(rows$answered) + sum(rows$overdue)
  within <- wilson(sum(rows$within), decided)
  kept <- if (decided == 0) rep(NA, 6) else c(decided, sum(rows$within), within[1:3], as.integer(decided < ENOUGH))
  own <- rows[rows$answered, ]
  row <- c(nrow(rows), kept, sum(rows$answered), sum(rows$open), sum(rows$overdue), sum(rows$closed),
           order_interval(own$gross, 0.5), order_interval(own$gross, 0.9), order_interval(own$net, 0.5),
           order_interval(own$net, 0.9))
  names(row) <- c("ricevute", "decise", "entro_scadenza", "quota_entro_scadenza", "quota_minima_95", "quota_massima_95",
                  "meno_di_10_casi", "risposte", "aperte", "in_ritardo_ora", "chiuse_senza_risposta",
                  span_names("ore_mediana"), span_names("ore_90_percentile"), span_names("ore_nette_mediana"),
                  span_names("ore_nette_90_percentile"))
  row
}

whole_period <- function(request) {
  rows <- cycles[picked(request)$now, ]
  cbind(data.frame(periodo = "totale"), t(overview_of(rows)), aperte_nei_tempi = sum(rows$open) - sum(rows$overdue))
}

by_month <- function(request) {
  rows <- cycles[picked(request)$now, ]
  first <- as.Date(paste0(substr(request$from, 1, 7), "-01"))
  months <- format(seq(first, as.Date(request$to), by = "month"), "%Y-%m")
  running <- format(milan(as_of), "%Y-%m")
  # Days of this month that are over are a part of it like those of any other.
  today <- as.Date(format(milan(as_of), "%Y-%m-%d"))
  goes_on <- as.Date(request$from) <= as.Date(paste0(running, "-01")) & as.Date(request$to) >= today
  table <- t(sapply(months, function(month) overview_of(rows[format(rows$day, "%Y-%m") == month, ])))
  rbind(cbind(data.frame(mese = months, in_corso = as.integer(months == running & goes_on)), table),
        cbind(data.frame(mese = "totale", in_corso = NA), t(overview_of(rows))))
}

# Every area and every topic, also those of which nobody asked; an area without topics alone.
by_topic <- function(request) {
  chosen <- picked(request)$now
  rows <- cycles[chosen, ]
  found <- NULL
  add <- function(level, area, topic, part) {
    labels <- data.frame(livello = level, area = area, argomento = topic)
    found <<- rbind(found, cbind(labels, t(overview_of(part))))
  }
  for (area in c(unique(topics$area), "")) {
    name <- topics$name[topics$slug == area]
    if (length(name) == 0) name <- ""
    in_area <- groups$area[chosen] == area
    add("area", name, "", rows[in_area, ])
    own <- topics[topics$area == area, ]
    if (all(own$slug == area)) next
    for (place in seq_len(nrow(own))) {
      slug <- own$slug[place]
      add("argomento", name, if (slug == area) "" else own$name[place], rows[groups$argomento[chosen] == slug, ])
    }
  }
  add("totale", "", "", rows)
  found
}

deflections <- read("deflections.csv")
deflections$at <- as.numeric(deflections$at)

spared <- function(request) {
  own <- deflections$at >= midnight(request$from) & deflections$at < midnight(as.Date(request$to) + 1)
  # Before a week is over nothing is said of what became of them.
  outcome <- ifelse(deflections$at >= as_of - 7 * 86400, "open", deflections$outcome)[own]
  row <- c(length(outcome), sum(outcome == "open"), wilson(sum(outcome == "asked"), sum(outcome != "open")))
  names(row) <- c("schede_bastate", "da_verificare", rate_names("chieste_lo_stesso"))
  cbind(data.frame(periodo = "totale"), t(row))
}

# --- the indicators of a year ----------------------------------------------------------------------------------------

publications <- read("publications.csv")
publications$at <- as.numeric(publications$at)

indicators <- function(request) {
  year <- substr(request$from, 1, 4)
  from <- midnight(paste0(year, "-01-01"))
  end <- midnight(paste0(as.integer(year) + 1, "-01-01"))
  in_year <- function(at) at >= from & at < end
  came <- questions[questions$state != "spam" & in_year(as.numeric(questions$created_at)), ]
  workers <- came[came$kind == "worker", ]
  with_children <- workers[workers$children != "" & workers$children != "0", ]
  firms <- came[came$kind == "enterprise", ]
  # Of each firm the size that it told last.
  sized <- firms[firms$size != "", ]
  sized <- sized[order(as.numeric(sized$ticket), decreasing = TRUE), ]
  sizes <- sized$size[!duplicated(sized$requester)]
  answers <- cycles[cycles$answered & in_year(cycles$stop), ]
  bodies <- setdiff(answers$stopper_organisation, "")
  # Translations say again what counts already.
  answer_entries <- publications[publications$kind == "answer" & publications$translation == "no", ]
  first_public <- tapply(answer_entries$at, answer_entries$entry, min)
  rows <- cycles[format(cycles$day, "%Y") == year, ]
  within <- wilson(sum(rows$within), sum(rows$answered) + sum(rows$overdue))
  counts <- c(
    persons = length(unique(workers$requester)), families = length(unique(with_children$requester)),
    micro = sum(sizes == "micro"), small = sum(sizes == "small"), medium = sum(sizes == "medium"),
    bodies = length(bodies), answered = sum(rows$answered), within = within[4], entries = sum(in_year(first_public))
  )
  # All firms together, whatever the word of their row is.
  all_firms <- setdiff(read(request$file)$indicatore, names(counts))
  counts[if (length(all_firms) == 1) all_firms else "firms"] <- length(unique(firms$requester))
  table <- data.frame(indicatore = names(counts), valore = unname(counts), quota = NA, casi = NA, quota_minima_95 = NA,
                      quota_massima_95 = NA)
  table[table$indicatore == "within", -(1:2)] <- within[c(1, 5, 2, 3)]
  table
}
