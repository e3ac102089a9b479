package io.kafkaconnect.intercom.sandbox.json;

/** Decides which responses have an unusual form: some of them, and always the same ones. */
enum Quirk {
    AVATAR_AS_TEXT(3),
    NUMERIC_ID(5),
    UNASSIGNED_AS_NULL(2),
    SIZE_AS_TEXT(3),
    NULL_EVENT(4),
    OFFSET_INSTEAD_OF_Z(2),
    TRAILING_BLANK(3),
    NO_EXTERNAL_ID(4),
    GHOST_TAGS(3),
    ABSENT_INSTEAD_OF_NULL(2);

    private final int every;

    Quirk(int every) {
        this.every = every;
    }

    @SuppressWarnings("EnumOrdinal") // Any number that distinguishes the constants works.
    boolean of(String id) {
        return Math.floorMod(id.hashCode() * 31 + name().hashCode(), every) == 0;
    }

    /** Writes a value; some entities lack the member if the value is null. */
    static void orAbsent(JsonWriter json, String id, String name, Object value) {
        if (value != null || !ABSENT_INSTEAD_OF_NULL.of(id)) {
            json.value(name, value);
        }
    }
}
