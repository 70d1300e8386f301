cat > town.tenon.yaml <<'END'
tenon: 1
model: town
entities:
  Plot:
    timestamps: false
    key: [property]
    attributes:
      property: int
      street: string(40)
      zip: string(12)
      city: string(40)
    dependencies:
      - zip -> city
END
tenon normalise Plot town.tenon.yaml --into 'property, street, city | zip, city' 2>&1
#>>
# error[TN406]: splitting `Plot` into (`property`, `street`, `city`) and (`zip`, `city`) makes rows up
#  --> town.tenon.yaml:4:3
#   |
# 4 |   Plot:
#   |   ^^^^ what the parts share is a key of none of them
#   = rows that obey every rule; split and joined again they give one more: (1, 1 Elm Street, 10115, Berlin)
#      property | street       | zip   | city
#      1        | 1 Elm Street | 53111 | Berlin
#      3        | 3 Ash Street | 10115 | Berlin
# help: let the parts share a key of one of them; without --into, such parts are proposed   explain: tenon explain TN406
#
# 1 error
#>>
