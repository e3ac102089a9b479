package io.kafkaconnect.intercom.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.support.Postgres;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever Intercom sends: PostgreSQL takes each row into columns of the types that a sink makes, and has it as it was sent. */
class PostgresTakesRowsTest {
    private static final long FIRST_SECOND = -62_135_596_800L; // of the year 1
    private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999

    /** So many that a value comes to another column in the next table. */
    private static final int VALUES = 61;

    private final List<PostgresTable> plain = new ArrayList<>();
    private final List<PostgresTable> parsed = new ArrayList<>();
    private Postgres postgres;
    private Connection database;

    @BeforeProperty
    void createTables() throws SQLException {
        postgres = Postgres.start();
        database = postgres.connect();
        database.setAutoCommit(false);
        for (Table table : Tables.ALL) {
            plain.add(new PostgresTable(database, table, PostgresTable.Types.PLAIN));
            parsed.add(new PostgresTable(database, table, PostgresTable.Types.ZONED_AND_PARSED));
        }
    }

    @AfterProperty
    void stop() throws SQLException {
        if (database != null) {
            database.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void takesEveryRow(@ForAll("entities") ObjectNode entity, @ForAll("values") List<JsonNode> values)
            throws SQLException {
        for (PostgresTable table : plain) {
            for (Row row : rows(table, entity, values)) {
                assertThat(table.stored(row)).isEqualTo(table.sent(row));
            }
        }
        for (PostgresTable table : parsed) {
            for (Row row : rows(table, entity, values)) {
                Map<String, Object> stored = table.stored(row);
                Map<String, Object> sent = table.sent(row);
                // PostgreSQL writes blanks, the order of names and numbers in its own form.
                json(table)
                        .forEach(column ->
                                assertThat(stored.remove(column) == null).isEqualTo(sent.remove(column) == null));
                assertThat(stored).isEqualTo(sent);
            }
        }
    }

    @Provide
    Arbitrary<ObjectNode> entities() {
        return Arbitraries.oneOf(OddEntities.hostile(), OddEntities.any());
    }

    /** What stores refuse, and times about both ends of what a database has. */
    @Provide
    Arbitrary<List<JsonNode>> values() {
        Arbitrary<Long> seconds = Arbitraries.oneOf(
                Arbitraries.longs().between(FIRST_SECOND, LAST_SECOND),
                Arbitraries.of(FIRST_SECOND - 1, FIRST_SECOND, LAST_SECOND, LAST_SECOND + 1));
        Arbitrary<JsonNode> times = Combinators.combine(seconds, Arbitraries.of(true, false))
                .as((time, isMillis) -> JsonNodeFactory.instance.numberNode(isMillis ? time * 1000 + 999 : time));
        return Arbitraries.oneOf(OddEntities.hostileValues(), times).list().ofSize(VALUES);
    }

    private static List<Row> rows(PostgresTable table, ObjectNode entity, List<JsonNode> values) {
        List<Row> rows = new ArrayList<>();
        for (ObjectNode one : List.of(entity, OddEntities.withRow(table.table(), values))) {
            rows.addAll(RowsRead.read(table.table(), ColumnSet.EXTENDED, one).rows());
        }
        return rows;
    }

    private static List<String> json(PostgresTable table) {
        return table.table().columns(ColumnSet.EXTENDED).stream()
                .filter(column -> column.type() == ColumnType.JSON)
                .map(Column::name)
                .toList();
    }
}
