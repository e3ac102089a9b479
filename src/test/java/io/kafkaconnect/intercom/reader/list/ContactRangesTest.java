package io.kafkaconnect.intercom.reader.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.list.CreatedContacts.Created;
import io.kafkaconnect.intercom.reader.list.CreatedContacts.Fault;
import io.kafkaconnect.intercom.reader.list.CreatedContacts.Precision;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of several ranges come at the same time, and no contact between two ranges is left out or comes twice. */
class ContactRangesTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final int YEARS_3 = 3 * 365 * 86_400;
    private static final int PAGE = 150;

    private final ManualClock clock = new ManualClock(NOW);
    private final AdaptivePageSize size = new AdaptivePageSize(PAGE);
    private final List<String> met = new ArrayList<>();
    private final List<ListPass.EntryFlaw> flaws = new ArrayList<>();
    /** What happens before each page. */
    private Runnable meanwhile = () -> {};

    private int pages;

    /** Contacts, each with its age in seconds by its number. The ids have another order than the times. */
    private static Stream<Created> contacts(int count, IntUnaryOperator age) {
        return IntStream.range(0, count)
                .mapToObj(i ->
                        new Created("%06x".formatted(i * 7919 % 1_000_003), NOW.getEpochSecond() - age.applyAsInt(i)));
    }

    private static Stream<Created> even(int count) {
        return contacts(count, i -> (int) ((long) i * YEARS_3 / count));
    }

    private CreatedContacts intercom(Precision precision, Stream<Created> contacts) {
        return new CreatedContacts(clock, precision).with(contacts);
    }

    private CreatedContacts days(Stream<Created> contacts) {
        return intercom(Precision.days("Pacific/Auckland"), contacts);
    }

    private Supplier<ListPass> passes(CreatedContacts intercom) {
        return ContactRanges.passes(intercom, "user", size, contacts -> {});
    }

    /** Reads a pass; returns how many pages came one after the other. */
    private long read(ListPass pass) {
        met.clear();
        Instant begin = clock.instant();
        ListPass.Page page;
        do {
            meanwhile.run();
            CompletableFuture<ListPass.Page> next = pass.next();
            clock.passUntil(next::isDone, Duration.ofHours(1));
            page = next.join();
            page.entities().forEach(one -> met.add(one.path("id").asText()));
            flaws.addAll(page.flaws());
            pages++;
        } while (!page.last());
        return Duration.between(begin, clock.instant()).toSeconds();
    }

    /** Comparing 100,000 ids in any order takes AssertJ minutes. */
    private boolean isEachMetOnce(CreatedContacts intercom) {
        return met.stream().sorted().toList().equals(intercom.ids());
    }

    private static int most(int pages) {
        return pages + pages / 20;
    }

    /** At a second a page, 100,000 contacts took 667 seconds one page after the other. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void a_hundred_thousand_contacts_take_a_fifth_of_the_time_and_hardly_more_requests(
            String history, IntUnaryOperator age, long seconds) {
        CreatedContacts intercom = days(contacts(100_000, age));

        assertThat(read(passes(intercom).get())).isLessThanOrEqualTo(seconds);
        assertThat(isEachMetOnce(intercom)).isTrue();
        assertThat(intercom.requests()).isLessThanOrEqualTo(most(667));
        assertThat(intercom.mostInFlight()).isLessThanOrEqualTo(8);
    }

    static Stream<Arguments> histories() {
        Random random = new Random(1);
        return Stream.of(
                history("as many each day", i -> (int) ((long) i * YEARS_3 / 100_000), 133),
                history("more each day", i -> (int) (YEARS_3 * Math.log1p(i / 100_000.0)), 133),
                history("ever more", i -> (int) (YEARS_3 * Math.pow(i / 100_000.0, 3)), 133),
                history("ever fewer", i -> (int) (YEARS_3 * (1 - Math.pow(i / 100_000.0, 3))), 133),
                history("four in ten on the last day", i -> (int) (YEARS_3 * Math.pow(i / 100_000.0, 8)), 300),
                history("at random", i -> random.nextInt(YEARS_3), 133),
                history("one in ten imported on one day", i -> i % 10 == 0 ? 9_000_000 : i * 900, 133),
                history("half imported on one day", i -> i % 2 == 0 ? 9_000_000 : i * 900, 400),
                history("all imported on one day", i -> 9_000_000 + i % 3_600, 680),
                history("all in the same second", i -> 9_000_000, 680));
    }

    private static Arguments history(String name, IntUnaryOperator age, long seconds) {
        return Arguments.of(name, age, seconds);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 149, 150, 151, 3_000, 5_999})
    void a_short_list_is_one_search(int count) {
        CreatedContacts intercom = days(even(count));

        read(passes(intercom).get());

        assertThat(met).containsExactlyElementsOf(intercom.ids());
        assertThat(intercom.requests()).isEqualTo((count + PAGE - 1) / PAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {6_000, 7_000, 10_000, 25_000, 60_000})
    void a_longer_list_takes_hardly_more_requests(int count) {
        CreatedContacts intercom = days(even(count));

        read(passes(intercom).get());

        assertThat(isEachMetOnce(intercom)).isTrue();
        assertThat(intercom.requests()).isLessThanOrEqualTo(most((count + PAGE - 1) / PAGE));
    }

    static Stream<Precision> precisions() {
        return Stream.of(
                Precision.SECONDS,
                Precision.INCLUSIVE_SECONDS,
                Precision.days("UTC"),
                Precision.days("Pacific/Kiritimati"),
                Precision.days("America/St_Johns"),
                Precision.days("Europe/Berlin"));
    }

    /** Contacts at each midnight, and many in the same second. */
    @ParameterizedTest
    @MethodSource("precisions")
    void a_contact_between_two_ranges_comes_once_whatever_the_filter_compares(Precision precision) {
        CreatedContacts intercom =
                intercom(precision, contacts(9_000, i -> 12 * 3_600 + i / 40 * 86_400 / 4 + Math.max(0, i % 40 - 38)));

        assertThat(read(passes(intercom).get())).isLessThan(40);
        assertThat(isEachMetOnce(intercom)).isTrue();
    }

    @Test
    void contacts_without_a_creation_time_keep_the_list_in_one_search() {
        CreatedContacts intercom = days(Stream.concat(even(9_000), Stream.of(new Created("ff0000", null))));

        read(passes(intercom).get());

        assertThat(met).containsExactlyElementsOf(intercom.ids());
        assertThat(intercom.requests()).isEqualTo(61 + 1);
    }

    /** The pass then goes on with one search, and so do some passes after it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void where_ranges_fail_one_search_shows_all_contacts(String what, Fault fault) {
        CreatedContacts intercom = days(even(9_000)).with(fault);
        Supplier<ListPass> passes = passes(intercom);

        read(passes.get());
        assertThat(new HashSet<>(met)).isEqualTo(new HashSet<>(intercom.ids()));

        int before = intercom.requests();
        read(passes.get());
        assertThat(met).containsExactlyElementsOf(intercom.ids());
        assertThat(intercom.requests() - before).isEqualTo(60);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "a cursor is no more",
                        (request, reply) -> Fault.isOfRange(request) && Fault.isLaterPage(request)
                                ? CreatedContacts.refused(request)
                                : reply),
                fault(
                        "each search is refused",
                        (request, reply) -> Fault.isOfRange(request) ? CreatedContacts.refused(request) : reply),
                fault("no list", Fault.ofRanges(reply -> changed(reply, body -> body.without("data")))),
                fault("the order is ignored", Fault.ofRanges(reply -> changed(reply, ContactRangesTest::reversed))),
                fault("an empty page names a next one", later(body -> {
                    body.putArray("data");
                    return body;
                })),
                fault("a page is its own next", later(body -> {
                    body.withObject("/pages/next").put("starting_after", "1700000000/000001");
                    return body;
                })),
                fault("a search ends early", later(body -> {
                    body.putObject("pages");
                    return body;
                })));
    }

    private static Arguments fault(String what, Fault fault) {
        return Arguments.of(what, fault);
    }

    private static Reply changed(Reply reply, UnaryOperator<ObjectNode> change) {
        return CreatedContacts.changed(reply, change);
    }

    private static ObjectNode reversed(ObjectNode body) {
        List<JsonNode> data = new ArrayList<>();
        body.path("data").forEach(data::add);
        Collections.reverse(data);
        body.putArray("data").addAll(data);
        return body;
    }

    private static Fault later(UnaryOperator<ObjectNode> change) {
        return (request, reply) ->
                Fault.isOfRange(request) && Fault.isLaterPage(request) ? changed(reply, change) : reply;
    }

    /** The count includes contacts that are gone, so the last page is requested twice. */
    @Test
    void a_contact_that_changes_between_two_answers_to_a_page_gives_up_no_range() {
        CreatedContacts intercom = days(even(9_000));
        intercom.with(Fault.ofRanges(reply -> changed(reply, body -> {
            body.put("total_count", body.path("total_count").asInt() + 5);
            ArrayNode data = (ArrayNode) body.path("data");
            if (!data.isEmpty()) {
                ((ObjectNode) data.get(data.size() - 1)).put("updated_at", intercom.requests());
            }
            return body;
        })));

        read(passes(intercom).get());

        assertThat(new HashSet<>(met)).isEqualTo(new HashSet<>(intercom.ids()));
        assertThat(intercom.requests()).isLessThanOrEqualTo(most(60) + 10);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 8_000, 9_001, 20_000})
    void a_wrong_count_leaves_no_contact_out(int count) {
        CreatedContacts intercom =
                days(even(9_000)).with(Fault.ofRanges(reply -> changed(reply, body -> body.put("total_count", count))));

        read(passes(intercom).get());

        assertThat(new HashSet<>(met)).isEqualTo(new HashSet<>(intercom.ids()));
    }

    @Test
    void a_search_without_counts_is_not_cut() {
        CreatedContacts intercom =
                days(even(9_000)).with((request, reply) -> changed(reply, body -> body.without("total_count")));

        read(passes(intercom).get());

        assertThat(met).containsExactlyElementsOf(intercom.ids());
        assertThat(intercom.requests()).isEqualTo(60);
    }

    /** Intercom fails at each page with that contact. */
    @Test
    void a_contact_at_which_intercom_fails_is_approached_from_both_ends_of_the_one_search() {
        CreatedContacts intercom = days(even(9_000));
        String refused = intercom.ids().get(4_000);
        intercom.with(
                (request, reply) -> ((Reply.Success) reply).body().toString().contains('"' + refused + '"')
                        ? CreatedContacts.refused(request)
                        : reply);

        read(passes(intercom).get());

        Set<String> given = new HashSet<>(intercom.ids());
        given.remove(refused);
        assertThat(new HashSet<>(met)).isEqualTo(given);
        assertThat(flaws).extracting(ListPass.EntryFlaw::kind).containsExactly(ListPass.EntryFlaw.FlawKind.WITHHELD);
    }

    @Test
    void a_refused_token_ends_the_pass() {
        CreatedContacts intercom = days(even(9_000))
                .with((request, reply) -> Fault.isLaterPage(request) ? ScriptedIntercom.failed(request, 401) : reply);

        assertThatThrownBy(() -> read(passes(intercom).get())).hasCauseInstanceOf(IntercomException.class);
    }

    /** One in ten contacts is deleted, and some are created, while the pages come. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void contacts_that_come_and_go_meanwhile_hide_no_other(int seed) {
        Random random = new Random(seed);
        List<Long> ages = LongStream.range(0, 9_000)
                .map(i -> (long) (YEARS_3 * Math.pow(random.nextDouble(), 1 + seed % 3)))
                .boxed()
                .toList();
        CreatedContacts intercom = days(contacts(9_000, i -> ages.get(i).intValue()));
        Set<String> stayed = new HashSet<>(intercom.ids());
        Set<String> created = new HashSet<>();
        meanwhile = () -> {
            for (int i = 0; i < 10; i++) {
                String gone = intercom.ids().get(random.nextInt(intercom.ids().size()));
                intercom.delete(gone);
                stayed.remove(gone);
                created.remove(gone);
            }
            if (pages < 50) {
                String one = "%06x".formatted(0xf00000 + pages);
                intercom.create(one);
                created.add(one);
            }
        };

        read(passes(intercom).get());

        assertThat(met).hasSameSizeAs(new HashSet<>(met));
        stayed.addAll(created);
        met.forEach(stayed::remove);
        assertThat(stayed).isEmpty();
    }
}
