package io.kafkaconnect.intercom.simulation;

/** What all stories together told. */
public final class Statistics {
    private int stories;
    private int crashes;
    private int restarts;
    private int reconfigurations;
    private int changes;
    private int requests;
    private int faults;
    private int records;
    private int again;
    private int lost;
    private int twice;
    private long idlePolls;
    private long idlePages;

    void story() {
        stories++;
    }

    void crash() {
        crashes++;
    }

    void restart() {
        restarts++;
    }

    void reconfiguration() {
        reconfigurations++;
    }

    void changes(int count) {
        changes += count;
    }

    void request(boolean fault) {
        requests++;
        faults += fault ? 1 : 0;
    }

    void records(int count) {
        records += count;
    }

    /** A row came again where the worker may repeat. */
    void again() {
        again++;
    }

    void lost(int rows) {
        lost += rows;
    }

    void twice() {
        twice++;
    }

    /** Lists read by update time were polled so often, brought nothing, and were asked for so many pages. */
    void idle(long polls, long pages) {
        idlePolls += polls;
        idlePages += pages;
    }

    @Override
    public String toString() {
        return String.format(
                "%,d stories: %,d crashes, %,d restarts, %,d reconfigurations, %,d changes, %,d requests (%,d failed), %,d records;"
                        + " %,d rows lost, %,d rows twice (and %,d again after crashes without exactly-once);"
                        + " %,d idle polls of a list asked for %,d pages and brought 0 records",
                stories,
                crashes,
                restarts,
                reconfigurations,
                changes,
                requests,
                faults,
                records,
                lost,
                twice,
                again,
                idlePolls,
                idlePages);
    }
}
