package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kafkaconnect.intercom.support.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The shipped questions, asked of a few rows whose answers can be worked out by hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionTest {
    private static final Path FILE = Path.of("config/sinks/postgresql-questions.sql");

    /** Monday of the last full week: its days are within the eight weeks and the thirty days whatever today is. */
    private static final String ROWS = """
            create table desk_admins (id text, name text);
            insert into desk_admins values ('1', 'Ann'), ('2', 'Ben');
            create table desk_tags (id text, name text);
            insert into desk_tags values ('t1', 'billing'), ('t2', 'bug'), ('t3', 'unused');
            create table desk_conversations
                (id text, state text, assignee_id text, created_at timestamp, waiting_since timestamp);
            insert into desk_conversations
            select id, state, assignee, date_trunc('week', now() at time zone 'UTC') - ago::interval, waiting::timestamp
            from (values ('a', 'open', '1', '7 days', '2026-01-01'), ('b', 'open', '1', '6 days', null),
                         ('c', 'open', null, '5 days', null), ('d', 'closed', '2', '4 days', null),
                         ('old', 'closed', '2', '200 days', null)) given (id, state, assignee, ago, waiting);
            create table desk_conversation_parts
                (conversations_pk text, part_type text, author_type text, created_at timestamp);
            insert into desk_conversation_parts
            select c.id, type, author, c.created_at + after::interval
            from desk_conversations c
            join (values ('a', 'comment', 'user', '1 minute'), ('a', 'comment', 'admin', '10 minutes'),
                         ('a', 'comment', 'admin', '90 minutes'), ('b', 'note', 'admin', '1 minute'),
                         ('b', 'comment', 'admin', '2 hours'), ('d', 'comment', 'admin', '30 minutes'),
                         ('old', 'comment', 'admin', '9 hours')) part (id, type, author, after) on part.id = c.id;
            create table desk_conversations_tags (conversations_pk text, id text);
            insert into desk_conversations_tags
            values ('a', 't1'), ('d', 't1'), ('a', 't2'), ('old', 't2');
            """;

    private Postgres postgres;
    private Connection connection;

    @BeforeAll
    void start() throws SQLException {
        postgres = Postgres.start();
        connection = postgres.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute(ROWS);
        }
    }

    @AfterAll
    void stop() throws SQLException {
        if (connection != null) {
            connection.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void open_conversations_by_teammate_count_those_of_nobody_too() throws SQLException {
        Grid answer = ask("Open conversations by teammate");

        assertThat(answer.columns()).containsExactly("teammate", "open", "waiting", "oldest");
        assertThat(answer.rows())
                .extracting(row -> row.subList(0, 3))
                .containsExactly(List.of("Ann", "2", "1"), List.of("nobody", "1", "0"));
    }

    /** The first answers come after 10, 120 and 30 minutes. A note is no answer, and neither is the second comment. */
    @Test
    void the_median_is_that_of_the_first_answers_of_a_week() throws SQLException {
        Grid answer = ask("Median time to the first answer, by week");

        assertThat(answer.rows())
                .singleElement()
                .extracting(row -> row.subList(1, 3))
                .isEqualTo(List.of("3", "0.5"));
    }

    @Test
    void the_tags_of_the_last_30_days_are_those_of_new_conversations() throws SQLException {
        assertThat(ask("Tags of the last 30 days").rows())
                .containsExactly(List.of("billing", "2", "1"), List.of("bug", "1", "1"));
    }

    @Test
    void the_questions_fit_into_a_terminal() {
        assertThat(Question.of(FILE, "intercom_")).hasSize(3).allSatisfy(question -> {
            assertThat(question.sql()).doesNotContain(";", "--");
            assertThat(question.sql().lines()).allMatch(line -> line.length() <= 78);
        });
    }

    @Test
    void the_rows_of_each_table_that_exists_are_counted() {
        try (Tables tables = new Tables(database(), "desk_", List.of("tags", "admins", "missing"))) {
            assertThat(tables.counts()).isEqualTo(Map.of("tags", 3L, "admins", 2L));
        }
    }

    @Test
    void a_database_that_has_such_tables_is_refused() {
        try (Tables tables = new Tables(database(), "desk_", List.of("tags"))) {
            assertThatExceptionOfType(TroubleException.class)
                    .isThrownBy(tables::requireNone)
                    .withMessageContaining("already has the table desk_tags");
        }
        try (Tables tables = new Tables(database(), "other_", List.of("tags"))) {
            tables.requireNone();
        }
    }

    private Grid ask(String title) throws SQLException {
        Question question = Question.of(FILE, "desk_").stream()
                .filter(one -> one.title().equals(title))
                .findFirst()
                .orElseThrow();
        return question.ask(connection);
    }

    private Database database() {
        return new Database(postgres.url(), Postgres.USER, "");
    }
}
