package io.github.cdkmediadelivery.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A stream that a page plays. */
final class Playback implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Browser.Page page;

    Playback(Browser.Page page) {
        this.page = page;
    }

    /** Waits until so many seconds were seen, or it failed. */
    Playback until(double seconds) throws InterruptedException {
        page.comesTo(
                "window.seen && (seen.watched > " + seconds + " || ['ended', 'failed'].includes(seen.state))",
                PATIENCE);
        return this;
    }

    /** What happens from now on is looked for a stall; what was is forgotten. */
    void watchForStalls() {
        page.value("seen.stall = 0");
    }

    Playback screenshot(Path file) throws IOException {
        page.screenshot(file);
        return this;
    }

    /** Waits until it is over; what became of it. */
    Seen toTheEnd() throws InterruptedException {
        page.comesTo("window.seen && ['ended', 'failed'].includes(seen.state)", PATIENCE);
        return seen();
    }

    /** Waits for an error that the player reports; whether it came. */
    boolean isRefused(String error) throws InterruptedException {
        return page.comesTo("seen.errors.includes('" + error + "')", PATIENCE);
    }

    Seen seen() {
        return new Seen(page.value("window.seen"));
    }

    @Override
    public void close() {
        page.close();
    }

    /** What became of it; times in seconds. */
    record Seen(JsonNode page) {

        boolean ended() {
            return page.path("state").asText().equals("ended");
        }

        boolean failed() {
            return page.path("state").asText().equals("failed");
        }

        /** Where the picture is. */
        double position() {
            return number("position");
        }

        /** The longest time for which the picture stood still. */
        double stall() {
            return number("stall");
        }

        /** How long it took from the first refused media segment to one that came. */
        double away() {
            return number("away");
        }

        /** How far the picture was behind the live edge, at the least. */
        double behind() {
            return number("behind");
        }

        private double number(String name) {
            return Math.round(page.path(name).asDouble() * 100) / 100.0;
        }

        @Override
        public String toString() {
            return page.toString();
        }
    }
}
