package io.github.cdkmediadelivery;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

class ViewerKeysTest {

    private static final String GROUP = "AWS::CloudFront::KeyGroup";
    private static final String KEY = "AWS::CloudFront::PublicKey";

    private static final ViewerKey RSA = KeyPairs.viewerKey(KeyPairs.rsa());
    private static final ViewerKey ECDSA = KeyPairs.viewerKey(KeyPairs.ecdsa());

    @Test
    void theKeysAreAGroup() {
        var template = Resources.of(stack -> keys(stack, "Keys", RSA, ECDSA));

        assertThat(template.all(KEY).values())
                .extracting(key -> key.at("/PublicKeyConfig/EncodedKey").asText())
                .containsExactlyInAnyOrder(RSA.pem(), ECDSA.pem());
        assertThat(items(template.only(GROUP)))
                .extracting(id -> template.all(KEY)
                        .get(id)
                        .at("/PublicKeyConfig/EncodedKey")
                        .asText())
                .containsExactly(RSA.pem(), ECDSA.pem());
    }

    @Test
    void fiveKeysFit() {
        var five = IntStream.range(0, 5)
                .mapToObj(i -> KeyPairs.viewerKey(KeyPairs.ecdsa()))
                .toArray(ViewerKey[]::new);

        assertThat(items(Resources.of(stack -> keys(stack, "Keys", five)).only(GROUP)))
                .hasSize(5)
                .doesNotHaveDuplicates();
    }

    @Test
    void groupsOfOneStackShareTheirCommonKey() {
        var template = Resources.of(stack -> {
            keys(stack, "Films", RSA);
            keys(new Construct(stack, "Inner"), "Live", ECDSA, RSA);
        });
        var films = items(List.copyOf(template.all(GROUP).values()).get(0));
        var live = items(List.copyOf(template.all(GROUP).values()).get(1));

        assertThat(template.all(KEY)).hasSize(2);
        assertThat(live).hasSize(2).endsWith(films.get(0));
    }

    @Test
    void theIdOfAKeyIsMadeOfItsContentAlone() {
        var alone = Resources.of(stack -> keys(stack, "Keys", RSA)).all(KEY);
        var besideAnother = Resources.of(stack -> {
                    keys(stack, "Before", ECDSA);
                    keys(new Construct(stack, "Elsewhere"), "Renamed", ECDSA, RSA);
                })
                .all(KEY);

        assertThat(besideAnother).hasSize(2).containsAllEntriesOf(alone);
    }

    @Test
    void stacksShareNoKey() {
        var templates = Synth.templates(app -> {
            keys(new Stack(app, "A"), "Keys", RSA);
            keys(new Stack(app, "B"), "Keys", RSA);
        });

        assertThat(templates.values()).allSatisfy(template -> assertThat(new Resources(template).all(KEY))
                .hasSize(1));
    }

    @Test
    void namesAreUniqueInTheAccount() {
        var template = Resources.of(stack -> {
            keys(stack, "One", RSA);
            keys(stack, "Two", ECDSA);
        });
        var names = StreamSupport.stream(template.template().path("Resources").spliterator(), false)
                .map(resource -> resource.path("Properties").elements().next().path("Name"))
                .toList();

        assertThat(names).hasSize(4).doesNotHaveDuplicates().allSatisfy(name -> {
            assertThat(name.toString())
                    .contains("{\"Fn::Select\":[2,{\"Fn::Split\":[\"/\",{\"Ref\":\"AWS::StackId\"}]}]}");
            assertThat(template.resolved(name).asText()).hasSizeLessThanOrEqualTo(128);
        });
    }

    @Test
    void theSignerLearnsTheKeyPairIdOfEachKey() {
        var template = Resources.of(stack -> {
            var keys = keys(stack, "Keys", RSA, ECDSA);
            CfnOutput.Builder.create(stack, "Second")
                    .value(keys.getKeyPairId(1))
                    .build();
            CfnOutput.Builder.create(stack, "First").value(keys.getKeyPairId(0)).build();
        });
        var items = items(template.only(GROUP));

        assertThatJson(template.template().at("/Outputs/First/Value/Ref")).isEqualTo(items.get(0));
        assertThatJson(template.template().at("/Outputs/Second/Value/Ref")).isEqualTo(items.get(1));
    }

    private static ViewerKeys keys(Construct scope, String id, ViewerKey... keys) {
        var group = ViewerKeys.Builder.create(scope, id);
        for (ViewerKey key : keys) {
            group.key(key);
        }
        return group.build();
    }

    private static List<String> items(JsonNode group) {
        return group.at("/KeyGroupConfig/Items").findValuesAsText("Ref");
    }
}
