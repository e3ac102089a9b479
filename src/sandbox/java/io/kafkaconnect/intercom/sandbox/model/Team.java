package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;

/** A team; its id never equals an admin's. */
public record Team(String id, String name, List<String> adminIds) implements Identified {
    private static final List<String> METHODS = List.of("manual", "round_robin", "load_balanced");

    /** How conversations are assigned. */
    public String distributionMethod() {
        return METHODS.get((int) (Long.parseLong(id) % METHODS.size()));
    }

    /** The number of conversations that a member gets at most; null unless the load is balanced. */
    public Long assignmentLimit() {
        return distributionMethod().equals("load_balanced") ? 10 + Long.parseLong(id) % 20 : null;
    }

    /** Those who get work first; empty if conversations are assigned by hand. */
    public List<String> primary() {
        return distributionMethod().equals("manual")
                ? List.of()
                : adminIds.stream().limit(1).toList();
    }

    /** Those who get work when the others are full. The last of three members and more has no level. */
    public List<String> secondary() {
        return distributionMethod().equals("manual") || adminIds.size() < 2
                ? List.of()
                : adminIds.subList(1, Math.max(2, adminIds.size() - 1));
    }
}
