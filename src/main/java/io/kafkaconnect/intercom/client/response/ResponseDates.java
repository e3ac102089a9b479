package io.kafkaconnect.intercom.client.response;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.http.Transport;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads the {@code Date} header of responses. Thread-safe. */
final class ResponseDates {
    private final Clock clock;
    private final ServerDates dates;

    /** The latest parsed date: many responses come within the same second. */
    private volatile ParsedDate latest = new ParsedDate("Thu, 1 Jan 1970 00:00:00 GMT", Instant.EPOCH);

    private record ParsedDate(String text, Instant time) {}

    ResponseDates(Clock clock, ExchangeListener listener) {
        this.clock = clock;
        this.dates = new ServerDates(listener);
    }

    /** The header as it is; our time if there is none. Only for comparison with other values of the same response. */
    Instant date(Transport.RawResponse response) {
        return header(response).orElseGet(clock::instant);
    }

    /** Intercom's time at the response, as far as the header is plausible. */
    Instant asOf(Transport.RawResponse response) {
        Instant now = clock.instant();
        return header(response).map(date -> dates.plausible(date, now)).orElse(now);
    }

    private Optional<Instant> header(Transport.RawResponse response) {
        String date = response.header().apply("Date");
        if (date == null) {
            return Optional.empty();
        }
        ParsedDate known = latest;
        if (known.text().equals(date)) {
            return Optional.of(known.time());
        }
        try {
            Instant time = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            latest = new ParsedDate(date, time);
            return Optional.of(time);
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
