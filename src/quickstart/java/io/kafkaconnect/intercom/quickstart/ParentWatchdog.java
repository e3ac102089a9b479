package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Ends a process when its parent process ends, for any reason. */
public final class ParentWatchdog {
    private ParentWatchdog() {}

    /** Runs another main class, named first, until standard input closes, which the parent process holds open. */
    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(() -> {
            try (InputStream input = System.in) {
                input.transferTo(OutputStream.nullOutputStream());
            } catch (IOException closed) {
                // Counts as the end of the parent.
            }
            Runtime.getRuntime().halt(0);
        });
        watch.setDaemon(true);
        watch.start();
        String[] rest = Arrays.copyOfRange(args, 1, args.length);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    }

    /** Ends this process when its parent is gone. */
    public static void toParent(Runnable end) {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(end);
        });
    }
}
