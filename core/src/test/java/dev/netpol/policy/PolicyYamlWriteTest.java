// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyYamlWriteTest {

  private static final NetworkPolicy CART =
      NetworkPolicy.of(
          "demo",
          "cartservice-network",
          app("cartservice"),
          Set.of(Direction.INGRESS, Direction.EGRESS),
          List.of(
              Rule.of(
                  List.of(Peer.Pods.of(app("frontend"))),
                  List.of(Port.Numbered.of(Protocol.TCP, 7070)))),
          List.of(
              Rule.of(
                  List.of(Peer.Pods.of(app("redis-cart"))),
                  List.of(Port.Numbered.of(Protocol.TCP, 6379)))));

  private static LabelSelector app(String name) {
    return LabelSelector.of(Labels.of("app", name));
  }

  @Test
  void writes_the_shape_that_kubectl_prints() {
    assertThat(PolicyYaml.write(List.of(CART)))
        .isEqualTo(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: cartservice-network
              namespace: demo
            spec:
              egress:
              - ports:
                - port: 6379
                  protocol: TCP
                to:
                - podSelector:
                    matchLabels:
                      app: redis-cart
              ingress:
              - from:
                - podSelector:
                    matchLabels:
                      app: frontend
                ports:
                - port: 7070
                  protocol: TCP
              podSelector:
                matchLabels:
                  app: cartservice
              policyTypes:
              - Ingress
              - Egress
            """);
  }

  @Test
  void writes_every_kind_of_peer_and_port_with_comments_over_rules() {
    NetworkPolicy policy =
        NetworkPolicy.of(
            "x",
            "all",
            LabelSelector.EVERYTHING,
            Set.of(Direction.EGRESS),
            List.of(),
            List.of(
                Rule.of(List.of(), List.of()),
                Rule.of(
                    List.of(
                        new Peer.IpBlock(
                            Cidr.parse("10.0.0.0/8"), List.of(Cidr.parse("10.1.0.0/16"))),
                        Peer.IpBlock.of(Cidr.parse("fd00::/8")),
                        Peer.Pods.of(LabelSelector.EVERYTHING, app("on")),
                        Peer.Pods.ofNamespaces(
                            new LabelSelector(
                                Labels.NONE,
                                List.of(
                                    new Requirement("team", Operator.IN, List.of("12", "a")),
                                    new Requirement("old", Operator.DOES_NOT_EXIST, List.of()))))),
                    List.of(
                        new Port.Named(Protocol.UDP, "dns"),
                        new Port.AnyPort(Protocol.SCTP),
                        new Port.Numbered(Protocol.TCP, new PortRange(8000, 9000))))));
    PolicyYaml.Comments comments =
        new PolicyYaml.Comments() {
          @Override
          public List<String> document(NetworkPolicy it) {
            return List.of("about " + it.name());
          }

          @Override
          public List<String> rule(NetworkPolicy it, Direction direction, int index) {
            return index == 0 ? List.of("seen by\nspec: {}", "") : List.of();
          }
        };
    assertThat(PolicyYaml.write(List.of(policy, CART), comments))
        .startsWith(
            """
            # about all
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: all
              namespace: x
            spec:
              egress:
              # seen by\\nspec: {}
              #
              - {}
              - ports:
                - port: dns
                  protocol: UDP
                - protocol: SCTP
                - endPort: 9000
                  port: 8000
                  protocol: TCP
                to:
                - ipBlock:
                    cidr: 10.0.0.0/8
                    except:
                    - 10.1.0.0/16
                - ipBlock:
                    cidr: "fd00::/8"
                - namespaceSelector: {}
                  podSelector:
                    matchLabels:
                      app: "on"
                - namespaceSelector:
                    matchExpressions:
                    - key: team
                      operator: In
                      values:
                      - "12"
                      - a
                    - key: old
                      operator: DoesNotExist
              podSelector: {}
              policyTypes:
              - Egress
            ---
            # about cartservice-network
            apiVersion: networking.k8s.io/v1
            """);
  }

  @Test
  void writes_a_list_as_json() {
    NetworkPolicy policy =
        NetworkPolicy.of("x", "p", app("é"), Set.of(Direction.INGRESS), List.of(), List.of());
    assertThat(PolicyYaml.writeJson(List.of(policy)))
        .isEqualTo(
            """
            {
                "apiVersion": "v1",
                "items": [
                    {
                        "apiVersion": "networking.k8s.io/v1",
                        "kind": "NetworkPolicy",
                        "metadata": {
                            "name": "p",
                            "namespace": "x"
                        },
                        "spec": {
                            "podSelector": {
                                "matchLabels": {
                                    "app": "\\u00E9"
                                }
                            },
                            "policyTypes": [
                                "Ingress"
                            ]
                        }
                    }
                ],
                "kind": "List"
            }
            """);
    assertThat(PolicyYaml.write(List.of())).isEmpty();
  }
}
