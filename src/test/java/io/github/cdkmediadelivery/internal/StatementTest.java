package io.github.cdkmediadelivery.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdkmediadelivery.internal.Statement.Condition;
import io.github.cdkmediadelivery.internal.Statement.Principal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.iam.AddToResourcePolicyResult;
import software.amazon.jsii.KernelRequests;
import software.constructs.Construct;

class StatementTest {

    private static final Statement READ = Statement.allow(Principal.CLOUDFRONT, "s3:GetObject")
            .on("arn:aws:s3:::films/*")
            .when(Condition.onlyFrom(DistributionArn.of("111122223333", "E1")));

    @Nested
    class AsJson {

        @Test
        void whatIsOneIsNoList() {
            assertThat(Json.text(READ.json()))
                    .startsWith("{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"cloudfront.amazonaws.com\"},"
                            + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::films/*\",\"Condition\":"
                            + "{\"StringEquals\":{\"aws:SourceArn\":\"arn:");
        }

        @Test
        void whatIsMoreIsAListAndConditionsAreByOperator() {
            var statement = Statement.allow(Principal.ANYONE, "a:One", "a:Two")
                    .named("Both")
                    .on("*")
                    .when(
                            new Condition("StringEquals", "aws:Referer", List.of("x", "y")),
                            Condition.OVER_TLS,
                            new Condition("StringEquals", "aws:UserAgent", "z"));

            assertThat(Json.text(statement.json()))
                    .isEqualTo("{\"Sid\":\"Both\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":[\"a:One\","
                            + "\"a:Two\"],\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:Referer\":[\"x\","
                            + "\"y\"],\"aws:UserAgent\":\"z\"},\"Bool\":{\"aws:SecureTransport\":\"true\"}}}");
        }

        @Test
        void withoutConditionsThereAreNone() {
            assertThat(Statement.allow(Principal.ANYONE, "a:One").on("*").json())
                    .doesNotContainKeys("Condition", "Sid");
        }

        @Test
        void plainHttpIsRefusedToEveryone() {
            assertThat(Json.text(Statement.refusePlainHttp("arn:aws:s3:::films").json()))
                    .isEqualTo("{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"*\"},\"Action\":\"s3:*\",\"Resource\":"
                            + "[\"arn:aws:s3:::films\",\"arn:aws:s3:::films/*\"],\"Condition\":{\"Bool\":"
                            + "{\"aws:SecureTransport\":\"false\"}}}");
        }
    }

    @Nested
    class InAPolicy {

        private final Stack stack = new Stack(new App(), "Test");
        private final Construct facade = new Construct(stack, "Facade");
        private final List<String> written = new ArrayList<>();

        @Test
        void itIsWrittenWhereItCanBe() {
            add(true);

            assertThat(written).hasSize(1);
            assertThat(Template.fromStack(stack).toJSON()).doesNotContainKey("Outputs");
        }

        @Test
        void elseTheOwnerIsTold() {
            add(false);

            assertThat(Template.fromStack(stack).toJSON().get("Outputs").toString())
                    .contains("FacadeStatement", "Not written.", "arn:aws:s3:::films/*");
        }

        private void add(boolean added) {
            READ.addTo(
                    statement -> {
                        written.add(statement.toString());
                        return AddToResourcePolicyResult.builder()
                                .statementAdded(added)
                                .build();
                    },
                    Placement.of(stack).within(facade),
                    new Warnings.Untold("name", "Not written.", READ.json(), READ::json, "Statement"));
        }
    }

    @Nested
    class ADistribution {

        @Test
        void isTheOneWhereItsIdIsKnown() {
            assertThat(DistributionArn.onlyOrAnyOf("111122223333", "E1"))
                    .isEqualTo(Condition.onlyFrom(DistributionArn.of("111122223333", "E1")));
        }

        @Test
        void isAnyOfTheAccountWhereItIsNot() {
            var any = DistributionArn.onlyOrAnyOf("111122223333", null);

            assertThat(any.operator()).isEqualTo("ArnLike");
            assertThat(any.values()).singleElement().asString().endsWith(":cloudfront::111122223333:distribution/*");
        }
    }

    @Nested
    class APlacement {

        private final Stack stack = new Stack(new App(), "Test");

        @Test
        void asksForTheStackOnceHoweverDeepItGoes() {
            var scope = new Construct(stack, "Scope");
            var child = new Construct(scope, "Child");

            assertThat(KernelRequests.during(() -> {
                        var at = Placement.of(scope);
                        assertThat(at.stack()).isSameAs(stack);
                        assertThat(at.within(child).stack()).isSameAs(stack);
                        assertThat(at.sharing(stack).stack()).isSameAs(stack);
                    }))
                    .containsExactly("sinvoke aws-cdk-lib.Stack.of");
        }

        @Test
        void asksNothingWhereTheScopeIsTheStack() {
            assertThat(KernelRequests.during(
                            () -> assertThat(Placement.of(stack).stack()).isSameAs(stack)))
                    .isEmpty();
        }

        @Test
        void sharesWithTheStackThatWasNamedAndKeepsItsOwn() {
            var shared = new Stack(new App(), "Shared");
            var at = Placement.of(stack).sharing(shared).within(new Construct(stack, "Child"));

            assertThat(at.shared().stack()).isSameAs(shared);
            assertThat(at.own().stack()).isSameAs(stack);
        }
    }
}
