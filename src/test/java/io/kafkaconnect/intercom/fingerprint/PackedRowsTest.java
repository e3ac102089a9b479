package io.kafkaconnect.intercom.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.fingerprint.RowNameCodec.Name;
import io.kafkaconnect.intercom.fingerprint.RowNameCodec.Owner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any names and digests come back as they were packed, and take few bytes. */
class PackedRowsTest {

    private record Sent(String name, Long digest) {}

    @Property(tries = 500)
    void any_name_comes_back_and_no_two_are_packed_alike(
            @ForAll Owner owner, @ForAll("names") String name, @ForAll("names") String other) {
        RowNameCodec names = new RowNameCodec(owner);
        byte[] packed = joined(names.pack(name));
        byte[] packedOther = joined(names.pack(other));

        assertThat(names.name(packed, names.pack(name).owner().length)).isEqualTo(name);
        assertThat(Arrays.equals(packed, packedOther)).isEqualTo(name.equals(other));
        assertThat(RowNameCodec.end(packed, 0)).isEqualTo(names.pack(name).owner().length);
    }

    /** A digest of null takes the row out. */
    @Property(tries = 500)
    void rows_put_in_replaced_and_taken_out_leave_what_a_map_would_hold(
            @ForAll Owner owner, @ForAll("changes") List<Sent> changes) {
        RowNameCodec names = new RowNameCodec(owner);
        Map<String, Long> expected = new HashMap<>();
        Map<ByteBuffer, byte[]> packed = new HashMap<>();
        for (Sent change : changes) {
            Name name = names.pack(change.name());
            packed.compute(ByteBuffer.wrap(name.owner()), (key, before) -> {
                byte[] rows = before == null ? name.owner() : before;
                return change.digest() == null
                        ? PackedRows.without(rows, name.rest())
                        : PackedRows.with(rows, name.rest(), change.digest());
            });
            if (change.digest() == null) {
                expected.remove(change.name());
            } else {
                expected.put(change.name(), change.digest());
            }
        }

        Map<String, Long> found = new HashMap<>();
        packed.values()
                .forEach(rows -> PackedRows.visit(rows, (rest, digest) -> {
                    assertThat(found.put(names.name(rows, rest), digest)).isNull();
                }));
        assertThat(found).isEqualTo(expected);
        for (Sent change : changes) {
            Name name = names.pack(change.name());
            Long digest = expected.get(change.name());
            assertThat(PackedRows.digest(packed.get(ByteBuffer.wrap(name.owner())), name.rest()))
                    .isEqualTo(digest == null ? OptionalLong.empty() : OptionalLong.of(digest));
        }
        packed.forEach((key, rows) -> assertThat(PackedRows.isEmpty(rows)).isEqualTo(rows.length == key.capacity()));
    }

    @Example
    void a_row_with_an_id_of_intercom_takes_24_bytes_and_a_contact_with_three_rows_80() {
        assertThat(rows(Owner.ITSELF, Map.of("companies/5f3a1c9b2d4e6f8091a2b3c4", -1L)))
                .hasSizeLessThanOrEqualTo(24);
        String contact = "5f3a1c9b2d4e6f8091a2b3c4";
        assertThat(rows(
                        Owner.SECOND_PART,
                        Map.of(
                                "contact/" + contact, 0L,
                                "users_companies/" + contact + "/531ee472cce572a6ec000006", -1L,
                                "users_tags/" + contact + "/7522907", -1L,
                                "users_social_profiles/" + contact + "/LinkedIn", -1L)))
                .hasSizeLessThanOrEqualTo(80);
    }

    @Example
    void of_rows_that_two_do_not_say_alike_the_digest_is_not_known() {
        RowNameCodec names = new RowNameCodec(Owner.SECOND_PART);
        byte[] one = rows(names, Map.of("contact/a", 0L, "tags/a/same", 1L, "tags/a/other", 2L, "tags/a/one", 3L));
        byte[] two = rows(names, Map.of("contact/a", 0L, "tags/a/same", 1L, "tags/a/other", 9L, "tags/a/two", 4L));

        Map<String, Long> merged = new HashMap<>();
        byte[] rows = PackedRows.merge(one, two);
        PackedRows.visit(rows, (rest, digest) -> merged.put(names.name(rows, rest), digest));

        assertThat(merged)
                .isEqualTo(Map.of(
                        "contact/a", 0L, "tags/a/same", 1L, "tags/a/other", 0L, "tags/a/one", 0L, "tags/a/two", 0L));
    }

    private static byte[] rows(Owner owner, Map<String, Long> digests) {
        return rows(new RowNameCodec(owner), digests);
    }

    /** All of one owner. */
    private static byte[] rows(RowNameCodec names, Map<String, Long> digests) {
        byte[] rows = names.pack(digests.keySet().iterator().next()).owner();
        for (Map.Entry<String, Long> row : digests.entrySet()) {
            rows = PackedRows.with(rows, names.pack(row.getKey()).rest(), row.getValue());
        }
        return rows;
    }

    private static byte[] joined(Name name) {
        byte[] bytes = new byte[name.owner().length + name.rest().length];
        ByteBuffer.wrap(bytes).put(name.owner()).put(name.rest());
        return bytes;
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> parts = Arbitraries.oneOf(
                Arbitraries.of("contact", "users_tags", "", "a", "A1", "0a", "7522907", "5f3a1c9b2d4e6f8091a2b3c4"),
                Arbitraries.strings().all().ofMaxLength(40),
                Arbitraries.strings()
                        .withChars('\ud800', '\udc00', '\u00ff', '\u0100', '0', 'f')
                        .ofMaxLength(4));
        return parts.list().ofMinSize(1).ofMaxSize(5).map(list -> String.join("/", list));
    }

    @Provide
    Arbitrary<List<Sent>> changes() {
        Arbitrary<String> few = Combinators.combine(
                        Arbitraries.of("contact", "users_tags", "users_companies"),
                        Arbitraries.of("", "/a", "/b", "/00ff", "/a/1", "/a/2", "/b/1", "/a/"))
                .as(String::concat);
        Arbitrary<Long> digests =
                Arbitraries.longs().edgeCases(edges -> edges.add(0L)).injectNull(0.3);
        return Combinators.combine(Arbitraries.oneOf(few, names()), digests)
                .as(Sent::new)
                .list()
                .ofMaxSize(60);
    }
}
