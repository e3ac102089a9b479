package io.kafkaconnect.intercom.stream;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TempSliceTest {
    @Test
    void again() {
        Long only = Long.getLong("only");
        for (long i = only == null ? 0 : only; i < (only == null ? 6000 : only + 1); i++) {
            Random r = new Random(i);
            try {
                new SlicesTest()
                        .whatever_changes_and_dies_meanwhile_nothing_is_lost_and_nothing_comes_twice(
                                SlicesTest.Spread.values()[r.nextInt(SlicesTest.Spread.values().length)],
                                r.nextLong(),
                                r.nextInt(251),
                                r.nextBoolean(),
                                r.nextBoolean(),
                                r.nextInt(4));
            } catch (Throwable t) {
                System.out.println("BAD " + i + " "
                        + String.valueOf(t.getMessage()).substring(0, 120).replace("\n", " "));
            }
        }
    }
}
