package io.kafkaconnect.intercom.sandbox;

import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.TokenScope;
import io.kafkaconnect.intercom.sandbox.model.IndexLag;
import io.kafkaconnect.intercom.sandbox.model.Lags;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.search.Dates;
import io.kafkaconnect.intercom.sandbox.style.Style;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The options of a sandbox; every option has a default. */
public final class Options {

    String host = "127.0.0.1";
    int port;
    long seed = 1;
    Size size = Size.SMALL;
    InstantSource clock = InstantSource.system();
    String token = "sandbox-token";
    Set<TokenScope> scopes = EnumSet.allOf(TokenScope.class);
    String appId = "sandbox1";
    ZoneId zone = ZoneId.of("UTC");
    String region = "US";
    int rateLimitPerMinute;
    Duration indexLag = Duration.ZERO;
    Duration slowContacts = Duration.ZERO;
    Duration staleness = Duration.ZERO;
    boolean ghostTags;
    int scrollPage = 100;
    boolean hostileValues;
    Style style = Style.odd();
    boolean contactsBySecond;
    boolean inclusiveConversationBounds;
    boolean relationsUpdateContact = true;
    ToLongFunction<Call> latency = call -> 0;
    int logCapacity = 10_000;
    boolean replays;
    Duration scrollPatience = Duration.ofMinutes(1);

    /** The address to listen on; the loopback one by default, {@code 0.0.0.0} for all. */
    public Options host(String value) {
        host = value;
        return this;
    }

    /** 0, the default, means any free port. */
    public Options port(int value) {
        port = value;
        return this;
    }

    /** The same seed, size and clock make the same workspace. */
    public Options seed(long value) {
        seed = value;
        return this;
    }

    public Options size(Size value) {
        size = value;
        return this;
    }

    /** The clock of everything except the latency; the system clock by default. */
    public Options clock(InstantSource value) {
        clock = value;
        return this;
    }

    public Options token(String value) {
        token = value;
        return this;
    }

    /** What the token may read; everything by default. */
    public Options scopes(Set<TokenScope> value) {
        scopes = value;
        return this;
    }

    public Options appId(String value) {
        appId = value;
        return this;
    }

    /** The workspace's time zone, whose days the search of contacts uses; UTC by default. */
    public Options zone(ZoneId value) {
        zone = value;
        return this;
    }

    public Options region(String value) {
        region = value;
        return this;
    }

    /** Enforced in windows of ten seconds; 0, the default, is no limit. */
    public Options rateLimitPerMinute(int value) {
        rateLimitPerMinute = value;
        return this;
    }

    /** The time after which the search sees the last change of an entity; zero by default. */
    public Options indexLag(Duration value) {
        indexLag = value;
        return this;
    }

    /** The time after which the search sees changes of one contact in three, always the same ones. */
    public Options slowContacts(Duration value) {
        slowContacts = value;
        return this;
    }

    /**
     * Lists and single responses show conversations, tickets and contacts as they were up to so long ago, until {@link Backend#copies()} catch up; lists at the
     * place and under the filter of the present version.
     */
    public Options staleness(Duration most) {
        staleness = most;
        return this;
    }

    /** The number of tags of some contacts includes tags that were deleted long ago. */
    public Options ghostTags() {
        ghostTags = true;
        return this;
    }

    /**
     * Contacts, tickets and parts have values that databases refuse: U+0000, half surrogates, line breaks, numbers of a thousand digits. The truth has U+FFFD in
     * place of the first two.
     */
    public Options hostileValues() {
        hostileValues = true;
        return this;
    }

    /** The style of names and texts; {@link Style#odd()} by default. */
    public Options style(Style value) {
        style = value;
        return this;
    }

    /** The number of companies per page of the scroll; 100 by default, as at Intercom. */
    public Options scrollPage(int value) {
        scrollPage = value;
        return this;
    }

    /** Contacts are searched to the second, as the preview does, instead of by the day. */
    public Options contactsBySecond() {
        contactsBySecond = true;
        return this;
    }

    /** Greater and less than include the second itself in searches of conversations and tickets. */
    public Options inclusiveConversationBounds() {
        inclusiveConversationBounds = true;
        return this;
    }

    /** Notes, companies and events of a contact leave its {@code updated_at} alone, as tags and segments always do. */
    public Options relationsLeaveContactAlone() {
        relationsUpdateContact = false;
        return this;
    }

    /** The latency of a request in milliseconds. */
    public Options latency(ToLongFunction<Call> value) {
        latency = value;
        return this;
    }

    /** The number of remembered requests; 0 means none. */
    public Options logCapacity(int value) {
        logCapacity = value;
        return this;
    }

    /** Returns the same response to the same request, made once: it costs almost nothing, for measurements of the client. */
    public Options replays() {
        replays = true;
        return this;
    }

    /** The time for which an unused scroll of companies stays open; a minute by default, as at Intercom. */
    public Options scrollPatience(Duration value) {
        scrollPatience = value;
        return this;
    }

    Lags lags() {
        IndexLag usual = IndexLag.of(indexLag);
        boolean slow = slowContacts.compareTo(indexLag) > 0;
        return new Lags(slow ? new IndexLag(indexLag, slowContacts, 3) : usual, usual, staleness);
    }

    Dates contactDates() {
        return contactsBySecond ? new Dates.Seconds(false) : new Dates.Days(zone);
    }

    Dates conversationDates() {
        return new Dates.Seconds(inclusiveConversationBounds);
    }
}
