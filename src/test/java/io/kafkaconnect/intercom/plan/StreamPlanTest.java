package io.kafkaconnect.intercom.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.ReadScope;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamPlanTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            users                         | 2.16 | users users_relations
            users_tags                    | 2.16 | users_relations
            leads_companies               | 2.16 | leads_relations
            users,users_tags,leads_tags   | 2.16 | users users_relations leads_relations
            notes                         | 2.16 | users users_relations leads leads_relations
            events_summary                | 2.16 | users users_relations
            users_segments                | 2.16 | segment_members
            users_segments,leads_segments | 2.16 | segment_members
            companies                     | 2.16 | companies
            admins                        | 2.16 | admins
            tags,segments                 | 2.16 | tags segments
            conversations                 | 2.16 | conversations conversations_deleted
            conversations                 | 2.15 | conversations
            conversation_parts            | 2.16 | conversations conversations_deleted
            conversations_tags            | 2.16 | conversations conversations_deleted
            tickets                       | 2.16 | tickets tickets_deleted ticket_types ticket_states
            tickets                       | 2.15 | tickets ticket_types ticket_states
            ticket_parts                  | 2.16 | tickets tickets_deleted
            basic                         | 2.16 | users users_relations leads leads_relations segment_members companies admins tags segments
            """)
    void a_selection_of_tables_needs_these_streams(String tables, String version, String streams) {
        IntercomConfig config = config(tables, version, "documented");
        assertThat(names(StreamPlan.streams(config))).isEqualTo(streams);
    }

    /** What was sent is compared with the list of deleted conversations. */
    @Test
    void without_a_memory_the_list_of_deleted_conversations_is_not_read_for_tickets() {
        IntercomConfig config = new IntercomConfig(Map.of(
                "intercom.access.token", "t",
                "intercom.tables", "ticket_parts,conversation_parts",
                "intercom.row.tracking", "parents"));

        assertThat(names(StreamPlan.streams(config))).isEqualTo("conversations conversations_deleted tickets");
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
            basic,conversations     | users_relations       | users users_tags users_companies users_social_profiles notes events_summary
            basic,conversations     | leads_relations       | notes leads leads_tags leads_companies leads_social_profiles
            basic,conversations     | segment_members       | users_segments leads_segments
            basic,conversations     | conversations_deleted | conversations conversations_attachments conversations_customers conversations_tags conversation_parts conversation_parts_attachments
            users_tags              | users                 | ''
            users_tags              | users_relations       | users_tags
            """)
    void a_stream_feeds_those_of_its_tables_that_are_selected(String selected, String stream, String tables) {
        List<Table> fed = StreamPlan.tables(
                config(selected, "2.16", "documented"), Streams.named(stream).orElseThrow());
        assertThat(String.join(" ", fed.stream().map(Table::name).toList())).isEqualTo(tables);
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
