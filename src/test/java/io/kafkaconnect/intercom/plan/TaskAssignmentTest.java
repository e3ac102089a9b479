package io.kafkaconnect.intercom.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
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

class TaskAssignmentTest {

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void streams_are_divided_whole_and_as_evenly_as_groups_allow(
            @ForAll Set<@IntRange(max = 10) Integer> chosen, @ForAll @IntRange(min = 1, max = 12) int most) {
        List<Stream> streams =
                new TreeSet<>(chosen).stream().map(Streams.ALL::get).toList();

        List<List<Stream>> tasks = TaskAssignment.assign(streams, List.of(), most);

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
        assertThat(TaskAssignment.assign(streams, List.of(), most)).isEqualTo(tasks);
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
            3 | conversations conversations_deleted; users users_relations leads leads_relations; segment_members companies admins tags segments
            """)
    void the_streams_of_the_default_are_divided_like_this(int most, String tasks) {
        Set<String> ofTheDefault = Set.copyOf(List.of(tasks.split("[; ]+")));
        List<Stream> streams = Streams.ALL.stream()
                .filter(stream -> ofTheDefault.contains(stream.name()))
                .toList();
        List<String> divided = TaskAssignment.assign(streams, Tables.ALL, most).stream()
                .map(TaskAssignmentTest::names)
                .toList();
        assertThat(String.join("; ", divided)).isEqualTo(tasks);
    }

    /** Two tasks have two producers: the rows of one key would reach Kafka in any order. */
    @Test
    void the_rows_of_a_table_come_from_one_task() {
        List<List<Stream>> tasks = TaskAssignment.assign(Streams.ALL, Tables.ALL, 100);

        assertThat(Tables.ALL)
                .allSatisfy(table -> assertThat(tasks)
                        .filteredOn(task ->
                                task.stream().anyMatch(stream -> table.streams().contains(stream.name())))
                        .hasSize(1));
    }

    @Test
    void users_and_leads_that_share_no_table_have_tasks_of_their_own() {
        List<Table> tables = Tables.ALL.stream()
                .filter(table -> !table.name().equals("notes"))
                .toList();

        assertThat(TaskAssignment.assign(Streams.ALL, tables, 100))
                .extracting(TaskAssignmentTest::names)
                .contains("users users_relations", "leads leads_relations");
    }

    @Test
    void a_configuration_of_an_earlier_version_counts_as_one_of_six() {
        assertThat(TaskConfig.tasks(Map.of())).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void a_task_reads_back_the_streams_it_was_given(int most) {
        for (List<Stream> streams : TaskAssignment.assign(Streams.ALL, Tables.ALL, most)) {
            Map<String, String> settings = Map.of("a", "b");
            Map<String, String> task = TaskConfig.of(settings, 0, 4, streams);

            assertThat(TaskConfig.streams(task)).isEqualTo(streams);
            assertThat(TaskConfig.tasks(task)).isEqualTo(4);
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
}
