package io.kafkaconnect.intercom.reader.list;

import static io.kafkaconnect.intercom.reader.ScriptedIntercom.failed;
import static io.kafkaconnect.intercom.reader.ScriptedIntercom.found;
import static io.kafkaconnect.intercom.reader.ScriptedIntercom.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How each kind of whole list is read, and how its end is recognized. */
class PassTest {
    private static final String SCROLL = "GET /companies/scroll";
    private static final String SEARCH = "POST /contacts/search";

    private static final Request SEARCH_OF_SEGMENT =
            SearchBody.request("/contacts/search", SearchBody.filter("segment_id", "=", "s"), "id", "ascending", 150);

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock).eachOnce();
    private final AdaptivePageSize pageSize = new AdaptivePageSize(150);
    private final CompanyScroll scroll = new CompanyScroll(intercom, clock);
    private final SegmentMembers members = new SegmentMembers(intercom, pageSize);

    @Test
    void the_scroll_ends_with_an_empty_page_although_its_parameter_never_changes() {
        intercom.answers(
                SCROLL,
                "{data: [{id: 'a'}, {id: 'b'}], scroll_param: 'p'}",
                "{data: [{id: 'c'}], scroll_param: 'p'}",
                "{data: [], scroll_param: 'p'}");

        assertThat(all(scroll)).containsExactly("a", "b", "c");
        assertThat(intercom.asked()).containsExactly(SCROLL, SCROLL + "?scroll_param=p", SCROLL + "?scroll_param=p");
    }

    @Test
    void the_client_may_retry_only_the_first_page_of_the_scroll() {
        intercom.answers(SCROLL, "{data: [{id: 'a'}], scroll_param: 'p'}", "{data: []}");

        scroll.next().join();
        assertThat(intercom.last().retryMode()).isEqualTo(Request.RetryMode.RETRY_ALONE);
        scroll.next().join();
        assertThat(intercom.last().retryMode()).isEqualTo(Request.RetryMode.NEVER);
    }

    @Test
    void only_the_scroll_is_read_far_ahead_because_it_expires() {
        assertThat(scroll.maxAhead()).isEqualTo(5_000);
        assertThat(members.maxAhead()).isEqualTo(450);
        assertThat(adminsAndTeams().maxAhead()).isEqualTo(450);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {id: 'c', user_count: 3}    | THERE
            {id: 'c', user_count: null} | THERE
            {id: 'c', user_count: '0'}  | THERE
            {id: 'c'}                   | THERE
            {id: 'c', user_count: 0}    | UNLISTED
            {id: 'd', user_count: 0}    | UNKNOWN
            {}                          | UNKNOWN
            404                         | GONE
            410                         | GONE
            500                         | UNKNOWN
            403                         | UNKNOWN
            422                         | UNKNOWN
            """)
    void the_existence_of_a_company_is_checked_by_its_id(String answer, Existence presence) {
        gives("GET /companies/c", answer);

        assertThat(look(scroll, "companies/c")).isEqualTo(presence);
    }

    @Test
    void a_refused_token_also_fails_the_check_of_a_company() {
        intercom.fails("GET /companies/c", 401);

        assertThatThrownBy(() -> look(scroll, "companies/c")).hasCauseInstanceOf(IntercomException.class);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {id: '2'} |           | THERE
            404       | {id: '2'} | THERE
            404       | 404       | GONE
            404       | 500       | UNKNOWN
            500       |           | UNKNOWN
            """)
    void an_id_of_neither_an_admin_nor_a_team_is_gone(String admin, String team, Existence presence) {
        gives("GET /admins/2", admin);
        if (team != null) {
            gives("GET /teams/2", team);
        }

        assertThat(look(adminsAndTeams(), "admins/2")).isEqualTo(presence);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a b"})
    void no_request_is_sent_for_an_invalid_id(String id) {
        assertThat(look(scroll, "companies/" + id)).isEqualTo(Existence.GONE);
    }

    /** JSON or a status. */
    private void gives(String request, String answer) {
        if (answer.startsWith("{")) {
            intercom.answers(request, answer);
        } else {
            intercom.fails(request, Integer.parseInt(answer));
        }
    }

    private static Existence look(ListPass pass, String row) {
        return pass.subject(SentRows.ownerIn(row), row)
                .map(subject -> pass.look(subject, Set.of(row)).join().apply(row))
                .orElse(Existence.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "'text'",
                "[]",
                "{}",
                "{id: null}",
                "{id: ''}",
                "{id: 'a b'}",
                "{id: 'a/b'}",
                "{id: 1.5}",
                "{id: {}}",
                "{id: true}"
            })
    void an_entry_without_a_company_is_malformed_and_a_page_of_such_entries_is_not_the_end(String entry) {
        intercom.eachOnce()
                .answers(
                        SCROLL,
                        "{data: [{id: 'a'}], scroll_param: 'p'}",
                        "{data: [" + entry + "], scroll_param: 'p'}",
                        "{data: [{id: 7}, " + entry + "], scroll_param: 'p'}",
                        "{data: []}");

        List<ListPass.EntryFlaw> flaws = new ArrayList<>();
        assertThat(all(scroll, flaws)).containsExactly("a", "7");
        assertThat(flaws)
                .extracting(ListPass.EntryFlaw::kind)
                .hasSize(2)
                .containsOnly(ListPass.EntryFlaw.FlawKind.MALFORMED);
    }

    @Test
    void a_scroll_of_pages_without_companies_ends() {
        for (int i = 0; i < 11; i++) {
            intercom.answers(SCROLL, "{data: [null], scroll_param: 'p'}");
        }

        assertBreaks(scroll, "same page");
    }

    @Test
    void a_scroll_that_repeats_earlier_pages_restarts() {
        String page = "{data: [{id: '%s'}], scroll_param: 'p'}";
        intercom.answers(SCROLL, page.formatted("a"), page.formatted("b"), page.formatted("a"));

        assertBreaks(scroll, "same page twice");
    }

    @Test
    void an_empty_first_page_counts_only_if_the_list_is_empty_too() {
        intercom.answers(SCROLL, "{data: []}").answers("POST /companies/list", "{data: [], total_count: 0}");
        assertThat(all(scroll)).isEmpty();

        intercom.answers(SCROLL, "{data: []}").answers("POST /companies/list", "{data: [{id: 'a'}]}");
        assertBreaks(new CompanyScroll(intercom, clock), "empty page");
        intercom.answers(SCROLL, "{data: []}").answers("POST /companies/list", "{data: [], total_count: 4}");
        assertBreaks(new CompanyScroll(intercom, clock), "empty page");
    }

    @Test
    void an_app_without_companies_has_no_scroll() {
        intercom.fails(SCROLL, 404).answers("POST /companies/list", "{data: []}");

        assertThat(all(scroll)).isEmpty();
    }

    @Test
    void a_missing_scroll_does_not_mean_an_app_without_companies() {
        intercom.fails(SCROLL, 404).answers("POST /companies/list", "{data: [{id: 'a'}]}");

        assertBreaks(scroll, "scroll broke");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void the_scroll_of_some_apps_ends_with_a_404(int counted) {
        intercom.answers(SCROLL, "{data: [{id: 'a'}], scroll_param: 'p'}")
                .fails(SCROLL, 404)
                .answers("POST /companies/list", "{data: [], total_count: %d}".formatted(counted));

        assertThat(all(scroll)).containsExactly("a");
    }

    @Test
    void a_404_before_all_companies_of_the_list_is_not_the_end_of_the_scroll() {
        intercom.answers(SCROLL, "{data: [{id: 'a'}], scroll_param: 'p'}")
                .fails(SCROLL, 404)
                .answers("POST /companies/list", "{data: [], total_count: 2}");

        assertBreaks(scroll, "scroll broke");
    }

    @Test
    void a_404_after_the_scroll_may_have_expired_is_not_its_end() {
        intercom.answers(SCROLL, "{data: [{id: 'a'}], scroll_param: 'p'}").fails(SCROLL, 404);

        scroll.next().join();
        clock.pass(Duration.ofSeconds(61));
        assertBreaks(scroll, "scroll broke");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 0})
    void a_scroll_that_breaks_midway_has_not_ended(int status) {
        intercom.answers(SCROLL, "{data: [{id: 'a'}], scroll_param: 'p'}").fails(SCROLL, status);

        assertBreaks(scroll, "scroll broke");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 0, 403, 422})
    void a_scroll_that_cannot_start_fails_the_pass(int status) {
        intercom.fails(SCROLL, status);

        assertThatThrownBy(() -> all(scroll)).hasCauseInstanceOf(IntercomException.class);
    }

    /** The scroll has started, so Intercom refuses this page and not the scroll. */
    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 422})
    void a_scroll_restarts_after_a_refused_page(int status) {
        intercom.answers(SCROLL, "{data: [{id: 'a'}], scroll_param: 'p'}").fails(SCROLL, status);

        assertBreaks(scroll, "scroll broke");
    }

    @Test
    void a_scroll_that_repeats_a_page_restarts() {
        intercom.answers(
                SCROLL,
                "{data: [{id: 'a'}, {id: 'b'}], scroll_param: 'p'}",
                "{data: [{id: 'a'}, {id: 'b'}], scroll_param: 'q'}");

        assertBreaks(scroll, "same page twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{data: [{id: 'a'}]}", "{data: [{id: 'a'}], scroll_param: null}"})
    void a_scroll_without_a_parameter_restarts(String page) {
        intercom.answers(SCROLL, page);

        assertBreaks(scroll, "no scroll_param");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{data: null, scroll_param: 'p'}", "{data: {}}", "{errors: []}"})
    void a_scroll_page_without_its_list_is_not_the_end(String page) {
        intercom.answers(SCROLL, "{data: [{id: 'a'}], scroll_param: 'p'}", page);

        assertBreaks(scroll, "no list 'data'");
    }

    @Test
    void lists_are_read_one_after_the_other_with_all_their_pages() {
        intercom.answers(
                        "GET /admins",
                        "{admins: [{id: '1'}], pages: {next: 'https://api.intercom.io/admins?page=2'}}",
                        "{admins: [{id: '3'}], pages: {next: null}}")
                .answers("GET /teams", "{teams: [{id: '2'}]}");

        assertThat(all(adminsAndTeams())).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(intercom.asked()).containsExactlyInAnyOrder("GET /admins", "GET /admins?page=2", "GET /teams");
    }

    @Test
    void of_an_admin_and_a_team_with_the_same_id_the_admin_is_read_and_the_team_is_reported() {
        intercom.answers(
                        "GET /admins",
                        "{admins: [{id: '1'}], pages: {next: 'https://api.intercom.io/admins?page=2'}}",
                        "{admins: [{id: '2'}]}")
                .answers("GET /teams", "{teams: [{id: '2'}, {id: 1}, {id: '3'}]}");

        List<ListPass.EntryFlaw> flaws = new ArrayList<>();
        assertThat(all(adminsAndTeams(), flaws)).containsExactly("1", "2", "3");
        assertThat(flaws)
                .extracting(ListPass.EntryFlaw::kind)
                .containsExactly(ListPass.EntryFlaw.FlawKind.ID_TAKEN, ListPass.EntryFlaw.FlawKind.ID_TAKEN);
    }

    @Test
    void circular_pages_of_a_list_restart_the_pass() {
        String page = "{admins: [{id: '1'}], pages: {next: 'https://api.intercom.io/admins?page=%s'}}";
        intercom.answers("GET /admins", page.formatted("2"), page.formatted("3"), page.formatted("2"));

        assertBreaks(adminsAndTeams(), "its own next");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{teams: null}", "{teams: {}}", "{data: []}"})
    void a_missing_list_is_not_an_empty_list(String body) {
        intercom.answers("GET /admins", "{admins: []}").answers("GET /teams", body);

        assertBreaks(adminsAndTeams(), "no list 'teams'");
    }

    @Test
    void a_list_without_permission_fails_the_pass() {
        intercom.fails("GET /admins", 403);

        assertThatThrownBy(() -> all(adminsAndTeams())).hasCauseInstanceOf(IntercomException.class);
    }

    @Test
    void the_members_of_each_segment_are_read_page_by_page() {
        intercom.answers("GET /segments", "{segments: [{id: 's'}, {id: 't'}, {id: 'u'}]}")
                .answers(
                        SEARCH,
                        "{data: [{id: '1', role: 'user'}], pages: {next: {starting_after: 'x'}}}",
                        "{data: []}",
                        "{data: [{id: '1', role: 'user'}]}",
                        "{data: [{id: '2', role: 'lead'}]}");

        assertThat(entities(members))
                .containsExactly(
                        "{'contact_id':'1','segment_id':'s','role':'user'}",
                        "{'contact_id':'2','segment_id':'s','role':'lead'}",
                        "{'contact_id':'1','segment_id':'u','role':'user'}");
        assertThat(intercom.asked()).containsExactly("GET /segments", SEARCH, SEARCH, SEARCH, SEARCH);
    }

    @Test
    void eight_segments_are_read_concurrently_and_the_first_page_that_comes_is_the_next_one() {
        List<CompletableFuture<Reply>> pages = searchesOfSegments(10);
        CompletableFuture<ListPass.Page> part = members.next();
        assertThat(searches()).isEqualTo(8);

        pages.get(2).complete(members("a", ""));

        assertThat(part.join().entities()).containsExactly(json("{contact_id: 'a', segment_id: 's2', role: 'user'}"));
        assertThat(searches()).isEqualTo(8);
        var unused = members.next();
        assertThat(searches()).isEqualTo(9);
    }

    @Test
    void a_page_of_a_segment_is_requested_only_after_the_previous_one_was_taken() {
        List<CompletableFuture<Reply>> pages = searchesOfSegments(2);
        CompletableFuture<ListPass.Page> part = members.next();

        pages.get(0).complete(members("a", "next"));
        pages.get(1).complete(members("b", "next"));
        assertThat(part).isCompleted();
        assertThat(searches()).isEqualTo(2);

        intercom.waits(SEARCH, new CompletableFuture<>());
        var unused = members.next();
        assertThat(searches()).isEqualTo(3);
    }

    @Test
    void only_the_last_page_of_the_last_segment_is_the_last_page() {
        List<CompletableFuture<Reply>> pages = searchesOfSegments(9);
        List<Boolean> last = new ArrayList<>();

        for (int i : List.of(7, 0, 5, 8, 6, 1, 4, 3, 2)) {
            CompletableFuture<ListPass.Page> part = members.next();
            pages.get(i).complete(members("a", ""));
            last.add(part.join().last());
        }

        assertThat(last).containsExactly(false, false, false, false, false, false, false, false, true);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 400, 422, 403, 500, 0})
    void an_unreadable_segment_does_not_stop_the_others_and_its_members_are_not_gone(int status) {
        List<CompletableFuture<Reply>> pages = searchesOfSegments(2);
        CompletableFuture<ListPass.Page> part = members.next();

        samplesAreRefused(status);
        pages.get(1).complete(failed(SEARCH_OF_SEGMENT, status));
        assertThat(part.join().entities()).isEmpty();
        if (status != 404) {
            intercom.fails(SEARCH, status);
            samplesAreRefused(status);
        }
        pages.get(0).complete(members("a", ""));

        assertThat(entities(members)).containsExactly("{'contact_id':'a','segment_id':'s0','role':'user'}");
        assertThat(members.subject("b", "users_segments/b/s0")).contains("contact/b");
        assertThat(members.subject("a", "users_segments/a/s1")).isEmpty();
    }

    @Test
    void an_unreadable_segment_is_tried_once_more_after_the_others() {
        intercom.answers("GET /segments", "{segments: [{id: 's'}, {id: 't'}]}").fails(SEARCH, 400);
        samplesAreRefused(400);
        intercom.answers(SEARCH, one("1"), one("2"));

        assertThat(all(members)).hasSize(2);
        assertThat(members.subject("9", "users_segments/9/s")).contains("contact/9");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422, 403, 500, 0})
    void the_pass_fails_if_no_segment_can_be_read(int status) {
        intercom.answers("GET /segments", "{segments: [{id: 's'}, {id: 't'}]}").fails(SEARCH, status);
        samplesAreRefused(status);
        intercom.fails(SEARCH, status);
        samplesAreRefused(status);

        assertThatThrownBy(() -> all(members)).hasCauseInstanceOf(IntercomException.class);
    }

    /** If a list is refused, its oldest and its newest entity are requested. */
    private void samplesAreRefused(int status) {
        if (status >= 400 && status < 500) {
            intercom.fails(SEARCH, status).fails(SEARCH, status);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {data: [{id: 't'}, {id: 's'}]}                 | {id: '9', role: 'user'} | THERE
            {data: [{id: 't'}, {id: 's'}]}                 | {id: '9', role: 'lead'} | GONE
            {data: [{id: 's'}]}                            | {id: '8', role: 'user'} | UNKNOWN
            {data: [{id: 's'}]}                            | {id: '9'}               | UNKNOWN
            {data: [{id: 's'}]}                            | 404                     | UNKNOWN
            {data: [{id: 't'}]}                            |                         | GONE
            {data: []}                                     |                         | GONE
            {data: [{id: 't'}, {}]}                        |                         | UNKNOWN
            {data: [null]}                                 |                         | UNKNOWN
            {data: [{id: 't'}], total_count: 2}            |                         | UNKNOWN
            {data: [], pages: {next: {starting_after: 'x'}}} |                       | UNKNOWN
            {data: [], pages: {next: {page: 2}}}           |                         | UNKNOWN
            {data: null}                                   |                         | UNKNOWN
            {}                                             |                         | UNKNOWN
            404                                            |                         | GONE
            500                                            |                         | UNKNOWN
            """)
    void the_existence_of_a_membership_is_checked_by_the_id_of_the_contact(
            String segments, String contact, Existence presence) {
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}").answers(SEARCH, "{data: []}");
        all(members);
        gives("GET /contacts/9/segments", segments);
        if (contact != null) {
            gives("GET /contacts/9", contact);
        }

        assertThat(look(members, "users_segments/9/s")).isEqualTo(presence);
    }

    @ParameterizedTest
    @CsvSource({"404, GONE", "{id: 's'}, THERE", "{id: 't'}, UNKNOWN", "500, UNKNOWN"})
    void an_unlisted_segment_is_checked_by_its_id(String answer, Existence presence) {
        intercom.answers("GET /segments", "{segments: []}");
        all(members);
        gives("GET /segments/s", answer);

        assertThat(look(members, "users_segments/1/s")).isEqualTo(presence);
    }

    @Test
    void a_segment_that_lacks_more_members_than_it_has_pages_is_read_again_before_they_are_checked() {
        intercom.answers("GET /segments", "{segments: [{id: 's'}, {id: 't'}]}").answers(SEARCH, one("1"), one("2"));
        all(members);
        Set<String> ofS = Set.of("users_segments/3/s", "leads_segments/4/s");
        Set<String> unmet = new HashSet<>(ofS);
        unmet.addAll(Set.of("users_segments/3/t", "users_segments/3/u", "users_segments/4/u"));

        assertThat(members.mass(unmet, 1_000)).isEqualTo(ofS);

        intercom.answers("GET /segments", "{segments: [{id: 's'}, {id: 't'}]}").answers(SEARCH, one("3"));
        ListPass again = members.again(ofS).orElseThrow();
        assertThat(entities(again)).containsExactly("{'contact_id':'3','segment_id':'s','role':'user'}");
        assertThat(again.subject("3", "users_segments/3/t")).as("read before").contains("contact/3");
        assertThat(again.subject("3", "users_segments/3/u")).contains("segment/u");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{data: [{id: '1', role: 'user'}], pages: null, total_count: 2}",
                "{data: [{id: '1', role: 'user'}], pages: 'x'}",
                "{data: [{id: '1', role: 'user'}], pages: {}, total_count: 2}",
                "{data: [{id: '1', role: 'user'}], pages: {next: 7}}",
                "{data: [], pages: {}, total_count: 2}",
                "{data: [null], pages: {}}",
                "{data: [{id: '7', type: 'company'}], pages: {}}"
            })
    void a_page_of_members_that_may_not_be_the_last_is_requested_again(String torn) {
        intercom.eachOnce()
                .answers("GET /segments", "{segments: [{id: 's'}]}")
                .answers(
                        SEARCH,
                        torn,
                        "{data: [{id: '1', role: 'user'}], pages: {next: {starting_after: 'x'}}, total_count: 2}",
                        "{data: [], pages: {}, total_count: 2}",
                        "{data: [{id: '2', role: 'user'}], pages: {}, total_count: 2}");

        assertThat(entities(members)).hasSize(2);
    }

    private static String one(String id) {
        return "{data: [{id: '" + id + "', role: 'user'}], total_count: 1}";
    }

    /** Lists the segments s0, s1 and so on. The test answers the searches, which start in this order. */
    private List<CompletableFuture<Reply>> searchesOfSegments(int number) {
        String segments = IntStream.range(0, number)
                .mapToObj(i -> "{id: 's" + i + "'}")
                .collect(Collectors.joining(",", "{segments: [", "]}"));
        intercom.answers("GET /segments", segments);
        members.next().join();
        return IntStream.range(0, number)
                .mapToObj(i -> {
                    CompletableFuture<Reply> answer = new CompletableFuture<>();
                    intercom.waits(SEARCH, answer);
                    return answer;
                })
                .toList();
    }

    private Reply members(String id, String cursor) {
        String next = cursor.isEmpty() ? "" : ", pages: {next: {starting_after: '" + cursor + "'}}";
        return found(SEARCH_OF_SEGMENT, "{data: [{id: '" + id + "', role: 'user'}]" + next + "}", clock.instant());
    }

    private long searches() {
        return intercom.asked().stream().filter(SEARCH::equals).count();
    }

    @Test
    void members_are_sorted_by_a_field_that_does_not_change_while_pages_are_read() {
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}")
                .answers(SEARCH, "{data: [{id: '1'}], pages: {next: {starting_after: 'x'}}}", "{data: []}");

        all(members);

        assertThat(intercom.last().body()).isEqualTo(json("""
                        {query: {field: 'segment_id', operator: '=', value: 's'},
                         pagination: {per_page: 150, starting_after: 'x'},
                         sort: {field: 'id', order: 'ascending'}}"""));
    }

    @Test
    void all_pages_of_the_segments_are_read() {
        intercom.answers(
                        "GET /segments",
                        "{segments: [{id: 's'}], pages: {next: 'https://api.intercom.io/segments?page=2'}}",
                        "{segments: [{id: 't'}]}")
                .answers(SEARCH, "{data: [{id: '1', role: 'user'}]}", "{data: [{id: '2', role: 'user'}]}");

        assertThat(entities(members)).hasSize(2);
    }

    @Test
    void a_segment_that_was_deleted_after_its_listing_does_not_restart_the_pass_forever() {
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}").fails(SEARCH, 404);
        samplesAreRefused(404);

        assertThat(all(members)).isEmpty();
        assertThat(members.subject("1", "users_segments/1/s")).isEmpty();
    }

    @Test
    void a_refused_later_page_of_members_restarts_the_pass() {
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}")
                .answers(SEARCH, "{data: [{id: '1'}], pages: {next: {starting_after: 'x'}}}")
                .fails(SEARCH, 400)
                .fails(SEARCH, 400);
        samplesAreRefused(400);

        assertBreaks(members, "400");
    }

    /** Between the two ends are the contacts that Intercom does not return. */
    @ParameterizedTest
    @CsvSource({"0, 1 2 3 4", "3, 1 2 4", "4, 1 2 3", "34, 1 2"})
    void contacts_behind_a_refused_page_are_read_from_the_other_end(String refused, String given) {
        IntercomOfContacts contacts = new IntercomOfContacts("1234", refused);
        WholeSearch pages = WholeSearch.contacts(contacts, "role", "user", new AdaptivePageSize(2));
        List<String> ids = new ArrayList<>();
        List<ListPass.EntryFlaw.FlawKind> flaws = new ArrayList<>();
        ListPass.Page part;
        do {
            part = pages.next().join();
            part.entities().forEach(one -> ids.add(one.path("id").asText()));
            part.flaws().forEach(flaw -> flaws.add(flaw.kind()));
        } while (!part.last());

        assertThat(ids).containsExactlyInAnyOrder(given.split(" "));
        assertThat(flaws).hasSize(refused.equals("0") ? 0 : 1).allMatch(ListPass.EntryFlaw.FlawKind.WITHHELD::equals);
    }

    /** Contacts with ids of one character, in order. Intercom fails at every page with one of the refused contacts. */
    private record IntercomOfContacts(String ids, String refused) implements IntercomApi {
        @Override
        public CompletableFuture<Reply> send(Request request) {
            boolean isUp = request.body().at("/sort/order").asText().equals("ascending");
            String order = isUp ? ids : new StringBuilder(ids).reverse().toString();
            String after = request.body().at("/pagination/starting_after").asText();
            String rest = order.substring(after.isEmpty() ? 0 : order.indexOf(after) + 1);
            String page = rest.substring(0, Math.min(rest.length(), request.pageSize()));
            Reply reply = page.chars().anyMatch(id -> refused.indexOf(id) >= 0)
                    ? ScriptedIntercom.failed(request, 422)
                    : ScriptedIntercom.found(request, body(page, rest), Instant.EPOCH);
            return CompletableFuture.completedFuture(reply);
        }

        private String body(String page, String rest) {
            String items = String.join(
                    ",",
                    page.chars().mapToObj(id -> "{id: '" + (char) id + "'}").toList());
            String next = rest.length() > page.length()
                    ? ", pages: {next: {starting_after: '" + page.charAt(page.length() - 1) + "'}}"
                    : "";
            return "{total_count: " + ids.length() + ", data: [" + items + "]" + next + "}";
        }
    }

    @Test
    void circular_pages_of_members_restart_the_pass() {
        String page = "{data: [{id: '1'}], pages: {next: {starting_after: '%s'}}}";
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}")
                .answers(SEARCH, page.formatted("x"), page.formatted("y"), page.formatted("x"));

        assertBreaks(members, "its own next");
    }

    @Test
    void a_page_of_members_that_names_itself_as_the_next_restarts_the_pass() {
        String page = "{data: [{id: '1'}], pages: {next: {starting_after: 'x'}}}";
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}").answers(SEARCH, page, page);

        assertBreaks(members, "its own next");
    }

    @Test
    void an_empty_page_that_names_a_next_one_is_not_the_end_of_a_segment() {
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}")
                .answers(SEARCH, "{data: [], pages: {next: {starting_after: 'c'}}}");

        assertBreaks(members, "empty page");
    }

    @Test
    void an_empty_page_that_names_a_next_one_is_not_the_end_of_a_list() {
        intercom.answers("GET /segments", "{segments: [], pages: {next: 'https://api.intercom.io/segments?page=2'}}");

        assertBreaks(members, "empty page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{page: 2}", "{}", "''"})
    void a_page_with_an_unusable_next_page_is_not_the_end_of_a_list(String next) {
        intercom.answers("GET /segments", "{segments: [{id: 's'}], pages: {next: %s}}".formatted(next));

        assertBreaks(members, "cannot be requested");
    }

    @Test
    void a_workspace_without_segments_has_no_members() {
        intercom.answers("GET /segments", "{segments: []}");

        assertThat(all(members)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{data: null}", "{contacts: []}"})
    void a_missing_list_of_members_is_not_an_empty_one(String body) {
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}").answers(SEARCH, body);

        assertBreaks(members, "no list 'data'");
    }

    @Test
    void a_missing_list_of_segments_is_not_an_empty_one() {
        intercom.answers("GET /segments", "{}");

        assertBreaks(members, "no list 'segments'");
    }

    @Test
    void a_page_size_that_took_too_long_is_tried_again_after_twenty_pages_in_time_and_not_by_the_next_pass() {
        String more = "{data: [{id: '1'}], pages: {next: {starting_after: '%d'}}}";
        Request smaller =
                SearchBody.request("/contacts/search", SearchBody.filter("role", "=", "user"), "id", "ascending", 75);
        intercom.waits(SEARCH, CompletableFuture.completedFuture(found(smaller, more.formatted(0), clock.instant())));
        intercom.answers(SEARCH, "{data: []}");

        assertThat(pageSizes(users(), 2)).containsExactly(150, 75);

        IntStream.range(0, 20).forEach(page -> intercom.answers(SEARCH, more.formatted(page)));
        assertThat(pageSizes(users(), 20)).startsWith(75, 75).endsWith(75, 150);
    }

    private List<Integer> pageSizes(ListPass pass, int pages) {
        return IntStream.range(0, pages)
                .mapToObj(page -> {
                    pass.next().join();
                    return intercom.last().pageSize();
                })
                .toList();
    }

    private WholeSearch users() {
        return WholeSearch.contacts(intercom, "role", "user", pageSize);
    }

    private PlainLists adminsAndTeams() {
        return new PlainLists(
                intercom,
                List.of(
                        new ListSource(Request.get("/admins"), "admins", "/admins/{}"),
                        new ListSource(Request.get("/teams"), "teams", "/teams/{}")));
    }

    private static void assertBreaks(ListPass pass, String reason) {
        assertThatThrownBy(() -> all(pass))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ListPass.RestartException.class)
                .hasMessageContaining(reason);
    }

    private static List<String> all(ListPass pass) {
        return all(pass, new ArrayList<>());
    }

    private static List<String> all(ListPass pass, List<ListPass.EntryFlaw> flaws) {
        List<String> ids = new ArrayList<>();
        ListPass.Page part;
        do {
            part = pass.next().join();
            flaws.addAll(part.flaws());
            part.entities().forEach(entity -> ids.add(entity.path("id").asText()));
        } while (!part.last());
        return ids;
    }

    private static List<String> entities(ListPass pass) {
        List<String> entities = new ArrayList<>();
        ListPass.Page part;
        do {
            part = pass.next().join();
            part.entities().forEach(entity -> entities.add(entity.toString().replace('"', '\'')));
        } while (!part.last());
        return entities;
    }
}
