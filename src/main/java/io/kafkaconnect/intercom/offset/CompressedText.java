package io.kafkaconnect.intercom.offset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/** Compresses text and bytes into text: an offset holds only primitives, and every worker keeps it in memory. */
final class CompressedText {
    /** Text that unpacks to more is damaged: shards and cursors are far smaller. */
    private static final int MAX_UNPACKED = 64 << 20;

    private static final int MIN_UNPACKED = 64;

    private CompressedText() {}

    static String text(String unpacked) {
        return Base64.getEncoder().encodeToString(deflated(unpacked.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Decompresses a text.
     *
     * @throws IllegalArgumentException if the text is damaged
     */
    static String unpacked(String packed) {
        return new String(inflated(Base64.getDecoder().decode(packed)), StandardCharsets.UTF_8);
    }

    /** Compresses bytes into text of base 85, which is a sixteenth shorter than that of base 64. */
    static String ofBytes(byte[] bytes) {
        return Base85.encode(deflated(bytes));
    }

    /**
     * Decompresses the text of {@link #ofBytes}.
     *
     * @throws IllegalArgumentException if the text is damaged
     */
    static byte[] bytes(String packed) {
        return inflated(Base85.decode(packed));
    }

    private static byte[] deflated(byte[] unpacked) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(unpacked);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static byte[] inflated(byte[] packed) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] unpacked = new byte[Math.max(MIN_UNPACKED, 2 * packed.length)];
            int size = inflater.inflate(unpacked);
            while (!inflater.finished()) {
                if (size < unpacked.length || size >= MAX_UNPACKED) {
                    throw new IllegalArgumentException("damaged");
                }
                unpacked = Arrays.copyOf(unpacked, 2 * size);
                size += inflater.inflate(unpacked, size, size);
            }
            return Arrays.copyOf(unpacked, size);
        } catch (DataFormatException damaged) {
            throw new IllegalArgumentException("damaged", damaged);
        } finally {
            inflater.end();
        }
    }
}
