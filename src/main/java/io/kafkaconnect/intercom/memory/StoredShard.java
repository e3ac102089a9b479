package io.kafkaconnect.intercom.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/**
 * A shard as it is stored: the forms of the names that its rows have, and its owners.
 *
 * @param forms the forms by number
 */
record StoredShard(Map<Integer, NameForm> forms, Shard shard) {

    /** A shard with those of the forms that it needs. */
    static StoredShard of(Shard shard, NameForms forms) {
        Map<Integer, NameForm> used = new TreeMap<>();
        PackedRows rows = new PackedRows(forms);
        shard.visit(place ->
                rows.visit(place.rows(), (form, number, text, value) -> used.computeIfAbsent(form, forms::form)));
        return new StoredShard(used, shard);
    }

    /** Reads stored bytes. Throws a runtime exception if they are damaged. */
    static StoredShard read(byte[] stored) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        Map<Integer, NameForm> forms = new TreeMap<>();
        for (long i = PackedText.readNumber(in); i > 0; i--) {
            int number = (int) PackedText.readNumber(in);
            forms.put(number, NameForm.read(in));
        }
        return new StoredShard(forms, Shard.read(in));
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PackedText.writeNumber(out, forms.size());
        forms.forEach((number, form) -> {
            PackedText.writeNumber(out, number);
            form.write(out);
        });
        shard.write(out);
        return out.toByteArray();
    }
}
