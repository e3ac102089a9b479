package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.search.Refusal;
import java.util.EnumSet;
import java.util.Set;

/** The token and its permissions. Both can change while the sandbox runs. */
public final class Access {

    private String token;
    private final Set<TokenScope> scopes;

    public Access(String token, Set<TokenScope> scopes) {
        this.token = token;
        this.scopes = EnumSet.noneOf(TokenScope.class);
        this.scopes.addAll(scopes);
    }

    public synchronized String token() {
        return token;
    }

    public synchronized void token(String newToken) {
        token = newToken;
    }

    public synchronized void grant(TokenScope scope) {
        scopes.add(scope);
    }

    public synchronized void revoke(TokenScope scope) {
        scopes.remove(scope);
    }

    synchronized void authenticate(Call call) {
        if (!("Bearer " + token).equals(call.header("Authorization"))) {
            throw new Refusal(401, "unauthorized", "Access Token Invalid");
        }
    }

    synchronized void permit(TokenScope needed) {
        if (needed != null && !scopes.contains(needed)) {
            throw new Refusal(
                    403, "forbidden", "You do not have the " + needed.label() + " OAuth scope to perform this action.");
        }
    }
}
