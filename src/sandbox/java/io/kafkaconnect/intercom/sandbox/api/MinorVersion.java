package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.search.Refusal;

/** A minor version of API 2. The preview is newer than all of them. */
record MinorVersion(int minor) {

    static final MinorVersion V2_0 = new MinorVersion(0);
    static final MinorVersion V2_16 = new MinorVersion(16);
    private static final int NEWEST = 17;

    /** Versions 1.x, and requests without a version (1.0), have none of the resources here. */
    static MinorVersion of(Call call) {
        String header = call.header("Intercom-Version");
        if (header != null && (header.equals("Preview") || header.equals("Unstable"))) {
            return new MinorVersion(Integer.MAX_VALUE);
        }
        if (header != null && header.matches("2\\.\\d{1,2}")) {
            int minor = Integer.parseInt(header.substring(2));
            if (minor <= NEWEST) {
                return new MinorVersion(minor);
            }
        }
        throw new Refusal(400, "intercom_version_invalid", "The requested version " + header + " is invalid");
    }

    boolean isAtLeast(MinorVersion other) {
        return minor >= other.minor;
    }
}
