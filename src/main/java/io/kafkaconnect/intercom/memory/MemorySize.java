package io.kafkaconnect.intercom.memory;

/**
 * The size of a memory of sent rows.
 *
 * @param owners the number of entities whose rows it has
 * @param rows the number of rows
 * @param bytes the size of the packed rows; the heap that they need is somewhat larger
 */
public record MemorySize(int owners, int rows, long bytes) {
    /** The size of an empty memory. */
    static final MemorySize NONE = new MemorySize(0, 0, 0);

    MemorySize plus(int moreOwners, int moreRows, long moreBytes) {
        return new MemorySize(owners + moreOwners, rows + moreRows, bytes + moreBytes);
    }
}
