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
