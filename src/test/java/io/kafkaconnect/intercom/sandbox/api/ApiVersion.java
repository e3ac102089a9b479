package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.search.Refusal;

/** A minor version of API 2; the preview comes after all of them. */
record ApiVersion(int minor) {

    static final ApiVersion V2_0 = new ApiVersion(0);
    static final ApiVersion V2_16 = new ApiVersion(16);
    private static final int NEWEST = 17;

    /** Versions 1.x, and no version, which means 1.0, know none of the resources here. */
    static ApiVersion of(Call call) {
        String header = call.header("Intercom-Version");
        if (header != null && (header.equals("Preview") || header.equals("Unstable"))) {
            return new ApiVersion(Integer.MAX_VALUE);
        }
        if (header != null && header.matches("2\\.\\d{1,2}")) {
            int minor = Integer.parseInt(header.substring(2));
            if (minor <= NEWEST) {
                return new ApiVersion(minor);
            }
        }
        throw new Refusal(400, "intercom_version_invalid", "The requested version " + header + " is invalid");
    }

    boolean isAtLeast(ApiVersion other) {
        return minor >= other.minor;
    }
}
