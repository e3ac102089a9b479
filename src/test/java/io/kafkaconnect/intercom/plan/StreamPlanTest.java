package io.kafkaconnect.intercom.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.ReadScope;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.Table;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPlanTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            users                         | 2.16 | users users_relations
            users_tags                    | 2.16 | users_relations
            leads_companies               | 2.16 | leads_relations
            users,users_tags,leads_tags   | 2.16 | users users_relations leads_relations
            notes                         | 2.16 | users leads
            events_summary                | 2.16 | users
            users_segments                | 2.16 | segment_members
            users_segments,leads_segments | 2.16 | segment_members
            companies                     | 2.16 | companies
            admins                        | 2.16 | admins
            tags,segments                 | 2.16 | tags segments
            conversations                 | 2.16 | conversations conversations_deleted
            conversations                 | 2.15 | conversations
            conversation_parts            | 2.16 | conversations
            conversations_tags            | 2.16 | conversations
            basic                         | 2.16 | users users_relations leads leads_relations segment_members companies admins tags segments
            """)
    void a_selection_of_tables_needs_these_streams(String tables, String version, String streams) {
        IntercomConfig config = config(tables, version, "documented");
        assertThat(names(StreamPlan.streams(config))).isEqualTo(streams);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users                 | users,notes                            | users,notes
            users_relations       | users,users_tags,users_social_profiles | users_tags
            conversations         | conversation_parts,conversations_attachments | conversation_parts
            conversations_deleted | conversations                          | ''
            """)
    void only_the_tables_that_a_stream_feeds_grow_with_the_columns(String stream, String tables, String growing) {
        ReadScope goal = StreamPlan.goal(
                config(tables, "2.16", "extended"), Streams.named(stream).orElseThrow());

        assertThat(String.join(",", new TreeSet<>(goal.growing()))).isEqualTo(sorted(growing));
        assertThat(goal.form()).isEqualTo(OutputFormat.of("extended", "intercom.", "struct"));
    }

    private static String sorted(String names) {
        return String.join(",", new TreeSet<>(List.of(names.split(",", -1))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            users                  | documented | users         | ''
            users,leads_tags       | documented | users         | ''
            users,leads_tags       | documented | leads         | ''
            users,leads_tags       | documented | leads_relations | TAGS
            users_tags             | documented | users         | ''
            users_tags             | documented | users_relations | TAGS
            users_tags             | extended   | users_relations | TAGS TAGGINGS
            users                  | extended   | users         | ''
            users                  | extended   | users_relations | ''
            users_companies        | documented | users_relations | COMPANIES
            users_companies,leads  | documented | leads         | ''
            notes                  | documented | users         | NOTES
            notes                  | documented | leads         | NOTES
            notes,events_summary   | documented | leads         | NOTES
            notes,events_summary   | documented | users         | NOTES EVENTS
            conversation_parts     | documented | conversations | CONVERSATION
            conversations_tags     | documented | conversations | ''
            conversations_customers| documented | conversations | ROLES
            admins,users_tags      | documented | admins        | ''
            """)
    void a_stream_asks_for_the_details_of_its_own_tables_only(
            String tables, String columns, String stream, String details) {
        IntercomConfig config = config(tables, "2.16", columns);
        Set<Enrichment> needed = StreamPlan.details(
                config,
                StreamPlan.tables(config, Streams.named(stream).orElseThrow()).stream()
                        .map(Table::name)
                        .toList());
        assertThat(String.join(" ", needed.stream().map(Enrichment::name).toList()))
                .isEqualTo(details);
    }

    @Test
    void all_details_are_those_of_all_streams() {
        assertThat(StreamPlan.details(config("users_tags,conversation_parts", "2.16", "documented")))
                .containsExactly(Enrichment.TAGS, Enrichment.CONVERSATION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            basic,conversations     | users                 | users notes events_summary
            basic,conversations     | users_relations       | users users_tags users_companies users_social_profiles
            basic,conversations     | leads_relations       | leads leads_tags leads_companies leads_social_profiles
            basic,conversations     | segment_members       | users_segments leads_segments
            basic,conversations     | conversations_deleted | conversations
            users_tags              | users                 | ''
            users_tags              | users_relations       | users_tags
            """)
    void a_stream_feeds_those_of_its_tables_that_are_selected(String selected, String stream, String tables) {
        List<Table> fed = StreamPlan.tables(
                config(selected, "2.16", "documented"), Streams.named(stream).orElseThrow());
        assertThat(String.join(" ", fed.stream().map(Table::name).toList())).isEqualTo(tables);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void streams_are_divided_whole_and_as_evenly_as_groups_allow(
            @ForAll Set<@IntRange(max = 10) Integer> chosen, @ForAll @IntRange(min = 1, max = 12) int most) {
        List<Stream> streams =
                new TreeSet<>(chosen).stream().map(Streams.ALL::get).toList();

        List<List<Stream>> tasks = StreamPlan.divide(streams, most);

        assertThat(tasks.stream().flatMap(Collection::stream)).containsExactlyInAnyOrderElementsOf(streams);
        Set<String> groups = new TreeSet<>();
        streams.forEach(stream -> groups.add(stream.group()));
        assertThat(tasks).hasSize(Math.min(most, groups.size())).doesNotContain(List.of());
        Map<String, List<Stream>> taskOf = new HashMap<>();
        for (List<Stream> task : tasks) {
            for (Stream stream : task) {
                assertThat(taskOf.computeIfAbsent(stream.group(), group -> task))
                        .isSameAs(task);
            }
        }
        assertThat(StreamPlan.divide(streams, most)).isEqualTo(tasks);
        // The heaviest first to the least loaded: no task could give a whole group away and both be lighter than it
        // was.
        for (List<Stream> heavy : tasks) {
            int lightest = heavy.stream()
                    .mapToInt(stream -> weight(heavy, stream.group()))
                    .min()
                    .orElse(0);
            tasks.forEach(other -> assertThat(weight(heavy) - lightest).isLessThanOrEqualTo(weight(other)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | conversations conversations_deleted users users_relations leads leads_relations segment_members companies admins tags segments
            2 | conversations conversations_deleted companies tags; users users_relations leads leads_relations segment_members admins segments
            3 | conversations conversations_deleted; users users_relations segment_members admins segments; leads leads_relations companies tags
            """)
    void everything_is_divided_like_this(int most, String tasks) {
        List<String> divided = StreamPlan.divide(Streams.ALL, most).stream()
                .map(StreamPlanTest::names)
                .toList();
        assertThat(String.join("; ", divided)).isEqualTo(tasks);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void a_task_reads_back_the_streams_it_was_given(int most) {
        for (List<Stream> streams : StreamPlan.divide(Streams.ALL, most)) {
            Map<String, String> settings = Map.of("a", "b");
            Map<String, String> task = TaskConfig.of(settings, streams);

            assertThat(TaskConfig.streams(task)).isEqualTo(streams);
            assertThat(TaskConfig.withoutOwn(task)).isEqualTo(settings);
        }
    }

    private static int weight(List<Stream> task) {
        return task.stream().mapToInt(Stream::weight).sum();
    }

    private static int weight(List<Stream> task, String group) {
        return task.stream()
                .filter(stream -> stream.group().equals(group))
                .mapToInt(Stream::weight)
                .sum();
    }

    private static String names(List<Stream> streams) {
        return String.join(" ", streams.stream().map(Stream::name).toList());
    }

    private static IntercomConfig config(String tables, String version, String columns) {
        return new IntercomConfig(Map.of(
                "intercom.access.token", "t",
                "intercom.tables", tables,
                "intercom.api.version", version,
                "intercom.columns", columns));
    }
}
