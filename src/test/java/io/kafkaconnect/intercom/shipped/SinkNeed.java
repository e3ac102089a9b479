package io.kafkaconnect.intercom.shipped;

import java.util.List;

/**
 * A setting on which the contract of a sink rests.
 *
 * @param file the configuration of the sink, without extension
 * @param purpose what the value is for
 */
public record SinkNeed(String file, String setting, String value, String purpose) {
    /** All of them, in the order of the documentation. */
    public static final List<SinkNeed> ALL =
            SinkContracts.lines("needs.txt").stream().map(SinkNeed::of).toList();

    private static SinkNeed of(String line) {
        String[] cells = line.split("[|]", -1);
        return new SinkNeed(cells[0], cells[1], cells[2], cells[3]);
    }
}
