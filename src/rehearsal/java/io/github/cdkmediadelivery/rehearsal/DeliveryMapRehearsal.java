package io.github.cdkmediadelivery.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdkmediadelivery.simulator.DeliveryMap;
import io.github.cdkmediadelivery.simulator.GeneratedPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of a delivery map, in a browser: what somebody types there is followed as the model follows it. */
@Tag("rehearsal")
class DeliveryMapRehearsal {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CASES = 1_000;
    private static final int NO_PORT = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Chromium takes no more changes of the address at once. */
    private static final int TYPED = 100;

    /** Types URLs, has the page show the others, and reads what it says of each. */
    private static final String TRY =
            """
            (async (urls, typed) => {
              const answers = []
              for (const [i, url] of urls.entries()) {
                if (i < typed) {
                  const before = location.hash
                  const changed = new Promise(done => addEventListener('hashchange', done, { once: true }))
                  document.getElementById('url').value = url
                  document.getElementById('try').requestSubmit()
                  if (location.hash !== before) await changed
                } else {
                  show(url)
                }
                answers.push([...document.querySelectorAll('#answers li[data-answer]')]
                  .map(item => JSON.parse(item.dataset.answer)))
              }
              return JSON.stringify(answers)
            })(%s, %d)""";

    @Test
    void whatIsTypedIsFollowedAsTheModelFollowsIt() throws Exception {
        var assembly = GeneratedPaths.assembly();
        List<String> urls = GeneratedPaths.urls(CASES);
        Path folder = Files.createDirectories(Path.of("target", "rehearsal", "DeliveryMap"));
        Path file = Files.writeString(
                folder.resolve("delivery.html"), DeliveryMap.of(assembly).html());

        try (var browser = Browser.start(NO_PORT, folder);
                var page = browser.open(file.toUri().toString())) {
            assertThat(page.comesTo("document.readyState === 'complete' && !!document.getElementById('url')", PATIENCE))
                    .as("the page is there")
                    .isTrue();
            JsonNode answers = JSON.readTree(page.value(TRY.formatted(JSON.writeValueAsString(urls), TYPED))
                    .asText());
            page.screenshot(folder.resolve("delivery.png"));

            assertThat(answers).hasSize(CASES);
            assertThat(GeneratedPaths.disagreements(assembly, urls, answers)).isEmpty();
            assertThat(page.value("document.querySelectorAll('.chosen').length").asInt())
                    .as("the path in the picture and its row")
                    .isPositive();
        }
    }
}
